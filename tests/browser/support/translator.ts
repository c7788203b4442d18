// What a browser's translator does to a page: each text gives way to elements of its own with other words, except where the
// page says that it is not to be translated.
import type { Page } from "@playwright/test";
import { sentences } from "./words";

/** Translates the page as it stands. */
export function translate(page: Page): Promise<void> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (node) => {
      const isKept = node.parentElement!.closest("[translate=no], .notranslate, textarea, script");
      return node.nodeValue!.trim() && !isKept ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT;
    });
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      const [outer, inner] = [document.createElement("font"), document.createElement("font")];
      inner.textContent = `«${text.data}»`;
      outer.append(inner);
      text.replaceWith(outer);
    }
    document.documentElement.classList.add("translated-ltr");
    document.documentElement.lang = "de";
  });
}

/** The texts that are nothing but names, addresses and references, and that a translator would take for words. */
export async function translatable(page: Page, names: Iterable<string>): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement!;
      if (!parent.closest("[translate=no], script, style, textarea")) found.push(walker.currentNode.textContent!.trim());
    }
    return found;
  });
  // What is called as the catalogue calls something is words: the service “Access Directory”.
  const words = sentences().filter((sentence) => !sentence.includes(".+?")).map((sentence) => new RegExp(`^${sentence}$`));
  const isWords = (name: string) => words.some((sentence) => sentence.test(name));
  const longestFirst = [...names].filter((name) => name.length > 1 && !isWords(name)).sort((a, b) => b.length - a.length);
  const isName = (text: string) => {
    const rest = longestFirst.reduce((rest, name) => rest.split(name).join(" "), text.replace(REFERENCE, " "));
    return rest !== text && !/[\p{L}\p{N}]/u.test(rest);
  };
  return [...new Set(texts)].filter(isName);
}

const REFERENCE = /\b[A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}\b|[^\s⟦⟧]+@[^\s⟦⟧]+/g;
