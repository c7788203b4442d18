// The peer of the mail sender's tests: an SMTP server whose behaviour is scripted by the local part of the recipient,
// and a parser of messages. Both write what they read as JSON lines; neither knows what the sender should have sent.
//
//   node peer.mjs serve                             a server on a free port
//   node peer.mjs serve ascii                       the same, for addresses of ASCII letters only
//   node peer.mjs serve KEY.pem CERTIFICATE.pem     the same with STARTTLS and a password; with `tls`, encrypted at once
//   node peer.mjs parse                             messages on standard input, each after a line with its length

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Parser } from "htmlparser2";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

const [mode, key, certificate, encrypted] = process.argv.slice(2);

// Recipients that were told to come back once.
const greylisted = new Set();

function say(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function bytes(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function refusal(code, text) {
  return Object.assign(new Error(text), { responseCode: code });
}

// The names of the elements of a page, in their order, and the addresses that it refers to.
function elements(html) {
  const names = [];
  const addresses = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      names.push(name);
      for (const [attribute, value] of Object.entries(attributes)) {
        if (/^(href|src|action|background|on.*)$/.test(attribute)) addresses.push(`${attribute}=${value}`);
      }
    },
  });
  parser.end(html);
  return { names, addresses };
}

async function parsed(message) {
  const mail = await simpleParser(message, { skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true });
  const { names, addresses } = elements(mail.html || "");
  const wire = message.toString("latin1").split("\r\n");
  return {
    headers: mail.headerLines.map(({ key }) => key),
    from: mail.from?.text,
    to: mail.to?.value.map(({ address }) => address),
    subject: mail.subject,
    message_id: mail.messageId,
    date: mail.date?.toISOString(),
    attachments: mail.attachments.length,
    text: mail.text,
    elements: names,
    addresses,
    longest_line: Math.max(...wire.map((line) => line.length)),
    bare_line_ends: wire.filter((line) => /[\r\n]/.test(line)).length,
    lines_with_dot: wire.filter((line) => line.startsWith(".")).length,
    ascii: message.every((byte) => byte < 128),
  };
}

function serve() {
  const secure = certificate !== undefined;
  const server = new SMTPServer({
    ...(secure ? { key: readFileSync(key), cert: readFileSync(certificate) } : {}),
    secure: encrypted === "tls",
    hideSMTPUTF8: key === "ascii",
    authOptional: !secure,
    disabledCommands: secure ? [] : ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    onAuth({ username, password }, _session, callback) {
      if (username === "relay" && password === "0123") return callback(null, { user: username });
      return callback(refusal(535, "who is that?"));
    },
    onMailFrom({ address }, _session, callback) {
      return callback(address.startsWith("unwelcome") ? refusal(550, "not from you") : null);
    },
    onRcptTo({ address }, _session, callback) {
      const [behaviour] = address.split(/[-@]/);
      if (behaviour === "gone") return callback(refusal(550, `5.1.1 <${address}>: user unknown`));
      if (behaviour === "denied") return callback(refusal(554, `5.7.1 <${address}>: Relay access denied`));
      if (behaviour === "refuse") return callback(refusal(550, "no such mailbox"));
      if (behaviour === "greylist" && !greylisted.has(address)) {
        greylisted.add(address);
        return callback(refusal(451, "come back later"));
      }
      return callback();
    },
    async onData(stream, session, callback) {
      const message = await bytes(stream);
      const [to] = session.envelope.rcptTo.map(({ address }) => address);
      const [behaviour] = to.split(/[-@]/);
      if (behaviour === "spam") return callback(refusal(554, "not that"));
      if (behaviour === "full") return callback(refusal(452, "no room"));
      // The first time only: taken, but the answer never arrives, or the connection ends before it.
      const first = !greylisted.has(to);
      greylisted.add(to);
      const answered = !(first && ["stall", "drop"].includes(behaviour));
      const { mailFrom, rcptTo } = session.envelope;
      const envelope = { from: mailFrom.address, to: rcptTo.map(({ address }) => address) };
      say({ received: { answered, envelope, connection: session.id, secure: session.secure, ...(await parsed(message)) } });
      if (answered) return callback(null, "taken");
      if (behaviour === "drop") {
        for (const connection of server.connections) {
          if (connection.id === session.id) connection._socket.destroy();
        }
      }
    },
  });
  // A client that goes away in the middle is what some tests do.
  server.on("error", () => {});
  server.listen(0, "127.0.0.1", () => say({ port: server.server.address().port }));
}

async function parse() {
  const input = await bytes(process.stdin);
  for (let at = 0; at < input.length; ) {
    const end = input.indexOf(10, at);
    const length = Number(input.subarray(at, end));
    say(await parsed(input.subarray(end + 1, end + 1 + length)));
    if (process.stdout.writableNeedDrain) await once(process.stdout, "drain");
    at = end + 1 + length;
  }
}

if (mode === "parse") await parse();
else serve();
