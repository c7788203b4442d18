// A world with one big account: 10,231 Virtual Accounts and 5,000 people who hold a role in it.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ready } from "./people.mjs";

export const BIG = "Broadmere Works";
const DOMAIN = "broadmere-works.com";
const PEOPLE = 5000;
/** Holds a role in one Virtual Account. */
export const VIEWER = `viewer@${DOMAIN}`;
export const ADMINISTRATOR = `administrator@${DOMAIN}`;

/** Imports it, and serves it until `stop`. */
export async function serveBig(binary) {
  const data = mkdtempSync(join(tmpdir(), "access-directory-big-"));
  importBig(binary, data);
  const server = spawn(binary, ["serve", "--listen", "127.0.0.1:0", "--data", data], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ACCESS_DIRECTORY_LIMITS__PERSON_BURST: "1000000", ACCESS_DIRECTORY_LIMITS__PEER_BURST: "1000000" },
  });
  const address = await new Promise((listens) => {
    let said = "";
    server.stdout.on("data", (text) => {
      said += text;
      const found = /http:\/\/[\d.:]+/.exec(said);
      if (found) listens(found[0]);
    });
  });
  return {
    address,
    /** Signs in by a link from the command line. */
    async signIn(page, email) {
      const printed = new URL(execFileSync(binary, ["admin", "sign-in-link", email, "--data", data]).toString().trim());
      await page.goto(address + printed.pathname + printed.search);
      await Promise.all([page.waitForNavigation(), page.locator("form button").click()]);
      await ready(page);
    },
    stop() {
      server.kill();
      rmSync(data, { recursive: true });
    },
  };
}

function importBig(binary, data) {
  const files = mkdtempSync(join(tmpdir(), "access-directory-files-"));
  const two = (n) => String(n).padStart(2, "0");
  const upTo = (n) => Array.from({ length: n }, (_, at) => two(at + 1));
  const paths = upTo(10).flatMap((region) => [
    `Region ${region}`,
    ...upTo(33).flatMap((unit) => [
      `Region ${region}/Unit ${unit}`,
      ...upTo(30).map((depot) => `Region ${region}/Unit ${unit}/Depot ${region}-${unit}-${depot}`),
    ]),
  ]);
  const people = Array.from({ length: PEOPLE }, (_, n) => `person${n}@${DOMAIN}`);
  const file = (name, header, rows) => writeFileSync(join(files, `${name}.csv`), [header, ...rows, ""].join("\n"));
  file("accounts", "name,domain_identifier,country,visibility,kind,status", [`${BIG},${DOMAIN},GB,listed,customer,active`]);
  file("virtual_accounts", "account,path", ["Default", ...paths].map((path) => `${DOMAIN},${path}`));
  file(
    "people",
    "email,name,organisation,country,locale,affiliation,partner,operator",
    [...people, VIEWER, ADMINISTRATOR].map((email, n) => `${email},Person ${n},${BIG},GB,en,external,false,false`),
  );
  file("grants", "email,account,virtual_account,role", [
    ...people.map((email, n) => `${email},${DOMAIN},${paths[n]},user`),
    `${VIEWER},${DOMAIN},Region 01/Unit 01,viewer`,
    `${ADMINISTRATOR},${DOMAIN},,administrator`,
  ]);
  execFileSync(binary, ["import", files, "--data", data], { stdio: ["ignore", "ignore", "inherit"] });
  rmSync(files, { recursive: true });
}
