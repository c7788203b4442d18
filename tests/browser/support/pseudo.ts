// The pseudo-locale: English of which every sentence is marked, accented and 40 % longer, so that what is not translated
// and what does not fit can be seen. The server is not asked: the list of sentences is rewritten on its way to the app.
import type { Page } from "@playwright/test";
import { sentences } from "./words";

const LETTERS: Record<string, string> = Object.fromEntries(
  [..."AaCcDdEeGgHhIiNnOoSsUuYyZz"].map((letter, n) => [letter, [..."ÂåÇçĐđÉéĜğĤĥÎîÑñÖöŠšÛûÝýŽž"][n]]),
);
/** What a list's encoding puts between words: see `src/text/src/pattern.rs`. */
const CONTROL = /\u0001\d|\u0002\d|\u0003[^\u0004]*\u0004|\u0005/g;

/** The text with accents on its letters. */
export function accented(text: string): string {
  return [...text].map((letter) => LETTERS[letter] ?? letter).join("");
}

/** One sentence of a list, marked. */
export function marked(sentence: string): string {
  const controls = sentence.match(CONTROL) ?? [];
  const words = sentence.split(CONTROL).map(accented);
  // Of the variants of a selector one is said.
  const variants = Math.max(1, controls.filter((control) => control.startsWith("\u0003")).length);
  const length = Math.ceil((words.join("").length / variants) * 0.4);
  const body = words.map((word, n) => word + (controls[n] ?? "")).join("");
  return `⟦${body}${" ~~~~".repeat(Math.ceil(length / 5))}⟧`;
}

/** Lets this page's app speak the pseudo-locale. Words that it makes in code are kept as they are, and are found. */
export async function speakPseudo(page: Page): Promise<void> {
  await page.route(/\/text\/en(\/pages)?$/, async (route) => {
    const answer = await route.fetch();
    const sentences: string[] = await answer.json();
    await route.fulfill({ response: answer, json: sentences.map(marked) });
  });
}

/** Speaks the pseudo-locale on a page that the server made, as it stands: each text of it that the catalogue can say is
 * marked. Returns what takes that back. */
export async function speakPseudoOnServerPage(page: Page): Promise<() => Promise<void>> {
  const texts = await page.evaluate(() => {
    const nodes: { node: Node; name?: string; text: string }[] = [];
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) nodes.push({ node: walker.currentNode, text: walker.currentNode.textContent! });
    for (const element of document.body.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
      for (const name of ["aria-label", "title", "placeholder", "alt"]) {
        if (element.hasAttribute(name)) nodes.push({ node: element, name, text: element.getAttribute(name)! });
      }
    }
    Object.assign(window, { spoken: nodes });
    return nodes.map(({ text }) => text);
  });
  const said = texts.map((text) => (isSaid(text.trim()) ? text.replace(text.trim(), marked(text.trim())) : text));
  const say = (words: string[]) =>
    page.evaluate((words) => {
      const { spoken } = window as unknown as { spoken: { node: Node; name?: string }[] };
      spoken.forEach(({ node, name }, n) => {
        if (name) (node as Element).setAttribute(name, words[n]);
        else node.textContent = words[n];
      });
    }, words);
  await say(said);
  return () => say(texts);
}

/** Whether a text is one sentence of the catalogue, or some in a row. */
function isSaid(text: string): boolean {
  known ??= sentences();
  if (known.some((sentence) => new RegExp(`^${sentence}$`).test(text))) return true;
  return known.some((sentence) => {
    const first = text.match(new RegExp(`^${sentence}(?=[\\s.:–])`))?.[0];
    return first !== undefined && isSaid(text.slice(first.length).replace(/^[\s.:–]+/, ""));
  });
}

let known: string[] | undefined;

/** What is on the page, said in words that are neither marked nor among what the server sent or the person typed. */
export async function untranslated(page: Page, data: Iterable<string>): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement!;
      // An address in which lines may end is one text, and so is a sentence with a word in which none may.
      const around = parent.closest(".unbroken")?.parentElement ?? parent;
      const whole = around.querySelector(":scope > :is(wbr, .unbroken)") ? around : walker.currentNode;
      const text = whole.textContent!.trim();
      // On its own pages the sample world shows people and mail, which are data.
      if (parent.closest("script, style, .page--alone :is(.person, .card)")) continue;
      if (text && parent.checkVisibility()) found.push(text);
    }
    for (const element of document.body.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
      if (!element.checkVisibility()) continue;
      for (const name of ["aria-label", "title", "placeholder", "alt"]) {
        const value = element.getAttribute(name);
        if (value) found.push(value);
      }
    }
    for (const field of document.querySelectorAll<HTMLInputElement>("input, textarea")) {
      if (field.value) found.push(`\u0000${field.value}`);
    }
    return found;
  });
  const typed = texts.filter((text) => text.startsWith("\u0000")).map((text) => text.slice(1));
  const known = [...data, ...typed].filter((text) => text.length > 1).sort((a, b) => b.length - a.length);
  const shown = texts.filter((text) => !text.startsWith("\u0000"));
  return [...new Set(shown)].filter((text) => /\p{L}{2,}/u.test(leftOf(text, known)));
}

/** What remains of a text without sentences, data, dates and countries. */
function leftOf(text: string, known: string[]): string {
  let rest = text.replace(NAMES, " ");
  // Sentences may stand in sentences: the innermost goes first.
  for (let before = ""; before !== rest; ) {
    before = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/g, " ");
  }
  for (const piece of known) {
    if (!/\p{L}{2,}/u.test(rest)) return "";
    rest = rest.split(piece).join(" ");
  }
  return rest.replace(NEUTRAL, " ");
}

/** Rules, addresses, and the title that the page has in both languages before the app names it. */
const NAMES = /\b[a-z_]+ R\d+\b|[^\s⟦⟧]+@[^\s⟦⟧]*|^Access Directory – Annuaire des accès$/g;
const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
const alphabet = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const COUNTRIES = alphabet.flatMap((a) => alphabet.map((b) => names.of(a + b))).filter((name) => name !== undefined);
/** What the browser writes by itself: dates, times, relative times, countries. */
const NEUTRAL = new RegExp(
  [
    ...COUNTRIES.sort((a, b) => b.length - a.length).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")),
    "\\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\\b",
    "\\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)([a-z]*)\\b",
    "\\bat\\b|\\b[ap]\\.?m\\.?\\b|\\bUTC\\b|\\bGMT\\b",
    "\\bin \\d+ \\w+|\\b\\d+ \\w+ ago\\b|\\b(yesterday|today|tomorrow|now)\\b|\\b(next|last|this) (week|month|year|day|hour|minute)\\b",
  ].join("|"),
  "giu",
);
