// A directory of 100,000 accounts as files, the same every time: what `access-directory import` reads.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

export const ACCOUNTS = 100_000;

const first = ["north", "south", "stone", "bright", "clear", "silver", "iron", "maple", "cedar", "summit"];
const second = ["rail", "energy", "foods", "logistics", "optics", "marine", "motors", "timber", "water", "glass"];

export const name = (n: number) => `${title(first[n % 10])} ${title(second[Math.floor(n / 10) % 10])} ${n}`;
export const domain = (n: number) => `${first[n % 10]}-${second[Math.floor(n / 10) % 10]}-${n}.com`;
/** Every fifth account is restricted. */
export const isRestricted = (n: number) => n % 5 === 4;

/** The account with some ten thousand Virtual Accounts: ten regions, in each 33 units, in each of these thirty depots. */
export const BIG = 1;
const two = (n: number) => String(n).padStart(2, "0");
const upTo = (n: number) => Array.from({ length: n }, (_, at) => two(at + 1));
const virtualAccounts = upTo(10).flatMap((region) => [
  `Region ${region}`,
  ...upTo(33).flatMap((unit) => [
    `Region ${region}/Unit ${unit}`,
    ...upTo(30).map((depot) => `Region ${region}/Unit ${unit}/Depot ${region}-${unit}-${depot}`),
  ]),
]);

export function write(directory: string): void {
  const numbers = Array.from({ length: ACCOUNTS }, (_, n) => n);
  const file = (name: string, header: string, rows: string[]) =>
    writeFileSync(join(directory, name), `${header}\n${rows.join("\n")}\n`);
  file(
    "accounts.csv",
    "name,domain_identifier,country,visibility,kind,status",
    numbers.map((n) => `${name(n)},${domain(n)},GB,${isRestricted(n) ? "restricted" : "listed"},customer,active`),
  );
  file(
    "virtual_accounts.csv",
    "account,path",
    numbers
      .flatMap((n) => (n % 10 ? [`${domain(n)},Default`] : ["Default", "Europe", "Europe/Leeds"].map((path) => `${domain(n)},${path}`)))
      .concat(virtualAccounts.map((path) => `${domain(BIG)},${path}`)),
  );
  file(
    "people.csv",
    "email,name,organisation,country,locale,affiliation,partner,operator",
    numbers.map((n) => `admin@${domain(n)},Admin ${n},${name(n)},GB,en,external,false,false`)
      .concat(`new@${domain(0)},Robin Newcombe,${name(0)},GB,en,external,false,false`)
      .concat(`new@${domain(BIG)},Alex Broad,${name(BIG)},GB,en,external,false,false`),
  );
  file(
    "grants.csv",
    "email,account,virtual_account,role",
    numbers.map((n) => `admin@${domain(n)},${domain(n)},,administrator`)
      .concat(`new@${domain(0)},${domain(0)},Default,viewer`)
      .concat(`new@${domain(BIG)},${domain(BIG)},Default,viewer`),
  );
}

function title(word: string): string {
  return word[0].toUpperCase() + word.slice(1);
}
