// The product's sentences as tests look for them, in each language: from the Fluent files that it is built of.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { accented } from "./pseudo";

/** `pseudo` is English with every sentence marked, accented and longer: see `pseudo.ts`. */
export type Language = "en" | "fr" | "pseudo";

/** A sentence by its key, as an accessible name; what is not given may be anything. */
export type Words = (key: string, given?: Record<string, string | number>) => RegExp;

const LOCALES = join(__dirname, "../../../src/text/locales");
const FOLDERS = ["", "pages", "server"];

/** The sentences of one language. Those of the server's own pages stay English: they are marked while somebody looks. */
export function wordsIn(language: Language): Words {
  const locale = language === "fr" ? "fr" : "en";
  const messages = new Map<string, { text: string; isPseudo: boolean }>();
  for (const folder of FOLDERS) {
    for (const [key, text] of catalogue(locale, folder)) {
      messages.set(key, { text, isPseudo: language === "pseudo" && folder !== "server" });
    }
  }
  return (key, given = {}) => {
    const message = messages.get(key);
    if (!message) throw new Error(`no sentence is called ${key}`);
    const literal = (text: string) => pattern(message.isPseudo ? accented(text) : text);
    const sentence = fill(message.text, given, locale, literal);
    return message.isPseudo ? new RegExp(`^⟦${sentence}[~\\s]*⟧$`) : new RegExp(`^${sentence}$`);
  };
}

/** Every English sentence as a pattern, whatever stands in its places, the longest first. Those that are nothing but
 * places are left out, since they would fit anything. */
export function sentences(): string[] {
  const all = FOLDERS.flatMap((folder) => catalogue("en", folder)).map(([, text]) => text);
  const patterns = all.flatMap(spelledOut).map((text) => text.split(/\{[^{}]*\}/).map(pattern).join(".+?"));
  return [...new Set(patterns)]
    .filter((source) => /\p{L}{2,}/u.test(source.replace(/\\s\+|\.\+\?/g, " ")))
    .sort((a, b) => b.length - a.length);
}

/** A message with each variant of its selectors. */
function spelledOut(text: string): string[] {
  const open = text.search(/\{\s*\$[a-z-]+\s*->/);
  if (open < 0) return [text];
  const close = closing(text, open);
  const variants = text.slice(open + 1, close).replace(/^[^]*?->\s*/, "");
  const said = [...variants.matchAll(/\*?\[[^\]]+\] ?([^]*?)(?=\n\*?\[|$)/g)].map(([, variant]) => variant.trim());
  return said.flatMap((variant) => spelledOut(text.slice(0, open) + variant + text.slice(close + 1)));
}

function catalogue(locale: string, folder: string): [string, string][] {
  const path = join(LOCALES, locale, folder);
  const files = readdirSync(path).filter((name) => name.endsWith(".ftl"));
  return files.flatMap((file) => read(readFileSync(join(path, file), "utf8")));
}

/** The messages of a Fluent file, each with its text; selectors keep their lines. */
function read(file: string): [string, string][] {
  const messages: [string, string][] = [];
  for (const line of file.split("\n")) {
    const begun = line.match(/^([a-z][a-z0-9-]*) = ?(.*)$/);
    if (begun) messages.push([begun[1], begun[2]]);
    else if (/^\s+\S|^\}/.test(line) && messages.length) messages[messages.length - 1][1] += `\n${line.trim()}`;
  }
  return messages;
}

/** The text as a pattern, its placeholders filled or left open. */
function fill(
  text: string,
  given: Record<string, string | number>,
  locale: string,
  literal: (text: string) => string,
): string {
  let out = "";
  let rest = text;
  while (rest) {
    const open = rest.indexOf("{");
    if (open < 0) return out + literal(rest);
    out += literal(rest.slice(0, open));
    const close = closing(rest, open);
    const inside = rest.slice(open + 1, close).trim();
    rest = rest.slice(close + 1);
    const select = inside.match(/^\$([a-z-]+) ->\s*([^]*)$/);
    const name = inside.match(/\$([a-z-]+)/)?.[1] ?? "";
    if (!(name in given)) out += ".*";
    else if (select) out += fill(chosen(select[2], given[name], locale), given, locale, literal);
    else out += pattern(String(given[name]));
  }
  return out;
}

/** The variant of a selector that fits. */
function chosen(variants: string, value: string | number, locale: string): string {
  const all = [...variants.matchAll(/(\*?)\[([^\]]+)\] ?([^]*?)(?=\n\*?\[|$)/g)];
  const isOne = typeof value === "number" && (value === 1 || (locale === "fr" && value === 0));
  const fits = (key: string) => key === String(value) || (key === "one" && isOne);
  const variant = all.find(([, , key]) => fits(key)) ?? all.find(([, star]) => star);
  return variant![3].trim();
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let place = open; place < text.length; place += 1) {
    if (text[place] === "{") depth += 1;
    if (text[place] === "}" && --depth === 0) return place;
  }
  throw new Error(`a brace is not closed: ${text}`);
}

/** Exactly this text; any space is as good as another. */
function pattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
}
