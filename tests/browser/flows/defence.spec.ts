// What the browser is told to refuse, seen from within it.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { binary, expect, open, people, signIn, test } from "../support/world";

test("no page asks for anything that its policy forbids", async ({ page }) => {
  const refused: string[] = [];
  await page.exposeFunction("refused", (what: string) => refused.push(what));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      (window as unknown as { refused: (what: string) => void }).refused(
        `${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}`,
      );
    });
  });
  await signIn(page, people.administrator);
  for (const path of [
    "/directory",
    "/directory?q=kestrelbrook",
    "/request-access?identifier=kestrelbrook.com",
    "/requests",
    "/pending-requests",
    "/create-smart-account",
    "/profile",
    "/nothing-here",
  ]) {
    await open(page, path);
  }
  await page.goto("/sign-in");
  await page.goto("/sample/mail");
  // Seen to notice: what is forbidden is told.
  await page.evaluate(() => document.body.appendChild(document.createElement("script")).append("1"));
  await expect.poll(() => refused.length).toBeGreaterThan(0);
  expect(refused.filter((what) => !/^script-src|^require-trusted-types-for|^default-src: inline/.test(what))).toEqual([]);
  expect(refused.length).toBeLessThan(3);
});

test("nothing makes markup or scripts of text", async ({ page }) => {
  await signIn(page, people.employee);
  await open(page, "/directory");
  const outcomes = await page.evaluate(() => {
    const attempt = (what: () => void) => {
      try {
        what();
        return "done";
      } catch (error) {
        return (error as Error).name;
      }
    };
    const script = document.createElement("script");
    return {
      markup: attempt(() => (document.body.innerHTML = "<b>x</b>")),
      address: attempt(() => (script.src = "https://elsewhere.example/x.js")),
      policy: attempt(() =>
        (window as unknown as { trustedTypes: { createPolicy: (name: string, rules: object) => void } }).trustedTypes
          .createPolicy("default", { createHTML: (text: string) => text }),
      ),
    };
  });
  expect(outcomes).toEqual({ markup: "TypeError", address: "TypeError", policy: "TypeError" });
});

test("no other page shows this one in a frame", async ({ page, server }) => {
  await page.route("https://elsewhere.example/", (route) =>
    route.fulfill({ contentType: "text/html", body: `<iframe src="${server.url}/sign-in"></iframe>` }),
  );
  await page.goto("https://elsewhere.example/");
  const frame = page.frames().find((frame) => frame !== page.mainFrame());
  await expect.poll(() => frame?.url()).toContain("chrome-error:");
});

const DIST = join(__dirname, "../../../dist");

test("no file of the app names a restricted account or anybody in it", async ({ page, server }) => {
  const secret = restrictedWords(server.data);
  expect(secret.length).toBeGreaterThan(300);
  for (const word of ["tarnwick avionics", "tarnwick-avionics.co.uk", "owen.tredwell@tarnwick-avionics.co.uk"]) {
    expect(secret).toContain(word);
  }
  const names = readdirSync(DIST, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.(wasm|js|css|svg|html|txt)$/.test(name),
  );
  for (const kind of [".wasm", ".js"]) expect(names.filter((name) => name.endsWith(kind))).not.toEqual([]);
  let all = "";
  for (const name of names) {
    // As the server sends it; the shell is what it sends for a page.
    const answer = await page.request.get(name === "index.html" ? "/directory" : `/${name}`);
    expect(answer.status(), name).toBe(200);
    const text = (await answer.body()).toString("latin1").toLowerCase();
    expect(secret.filter((word) => text.includes(bytes(word))), name).toEqual([]);
    all += text;
  }
  // Seen to notice: what the app does say is found in the same way.
  for (const word of ["/api/v1/directory", "x-anti-forgery-token"]) expect(all).toContain(bytes(word));
});

const WITHOUT_MARK = `
import sqlite3, sys
world, copy = map(sqlite3.connect, sys.argv[1:])
world.backup(copy)
copy.execute("DELETE FROM sample_world")
copy.commit()
`;

/** Names and identifiers of the world's restricted accounts, and names and addresses of the people in them. */
function restrictedWords(data: string): string[] {
  // No command opens a sample world, so that of a copy without its mark is taken.
  const [copy, files] = [join(data, "copy"), join(data, "exported")];
  mkdirSync(copy);
  copyFileSync(join(data, "secret"), join(copy, "secret"));
  execFileSync("python3", ["-c", WITHOUT_MARK, ...[data, copy].map((folder) => join(folder, "directory.sqlite"))]);
  execFileSync(binary(), ["export", files, "--data", copy]);
  const restricted = rows(join(files, "accounts.csv")).filter((account) => account.visibility === "restricted");
  const identifiers = restricted.map((account) => account.domain_identifier);
  const grants = rows(join(files, "grants.csv")).filter((grant) => identifiers.includes(grant.account));
  const holders = grants.map((grant) => grant.email);
  const inThem = rows(join(files, "people.csv")).filter(
    ({ email }) => holders.includes(email) || identifiers.includes(email.slice(email.indexOf("@") + 1)),
  );
  const words = [...restricted.map((account) => account.name), ...identifiers];
  return [...words, ...inThem.flatMap(({ email, name }) => [email, name])].map((word) => word.toLowerCase());
}

/** The bytes of a text, one character each. */
function bytes(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1").toLowerCase();
}

/** A file of an export: no cell of the sample world is quoted. */
function rows(file: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, place) => [names[place], cell])));
}
