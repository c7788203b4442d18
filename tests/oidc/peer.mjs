// The provider of the tests of signing in: oidc-provider, which is no work of ours. It says its port as a JSON line, then
// does what it is told on standard input, one word a line: `rotate` gives it a new key.
//
//   node peer.mjs CLIENT SECRET REDIRECT_URI [PORT]

import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import Provider from "oidc-provider";

const [client, secret, redirect, wanted] = process.argv.slice(2);

// Its own remarks would stand between the lines.
console.info = console.log = console.warn = () => {};

let turn = 0;
let key = newKey();

function newKey() {
  turn += 1;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kid: `key-${turn}`, use: "sig", alg: "RS256" };
}

// Whoever signs in is who they say: their subject is the address.
function provider(issuer) {
  const provider = new Provider(issuer, {
    clients: [{ client_id: client, client_secret: secret, redirect_uris: [redirect] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "locale"] },
    cookies: { keys: ["for a test"] },
    jwks: { keys: [key] },
    pkce: { required: () => true },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: true, name: "Zoé Martin", locale: "fr" }),
    }),
  });
  return provider;
}

const server = createServer((request, response) => handle(request, response));
let handle = () => {};
server.listen(Number(wanted ?? 0), "127.0.0.1", () => {
  const { port } = server.address();
  const issuer = `http://127.0.0.1:${port}`;
  handle = provider(issuer).callback();
  process.stdout.write(`${JSON.stringify({ port })}\n`);
  createInterface({ input: process.stdin }).on("line", (line) => {
    if (line === "rotate") key = newKey();
    handle = provider(issuer).callback();
    process.stdout.write(`${JSON.stringify({ done: line })}\n`);
  });
});
