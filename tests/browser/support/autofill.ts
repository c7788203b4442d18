// What a browser may fill in by itself: somebody's own name and address, where they are asked for these, and nowhere else.
import type { Page } from "@playwright/test";

/** What each page may ask of the person's own. */
const OWN: [RegExp, string[]][] = [
  [/^\/profile/, ["name", "organization", "country"]],
  [/^\/sign-in\/code/, ["email", "one-time-code"]],
  [/^\/(sign-in|account-request-links)\//, ["one-time-code"]],
];

/** Fields that say nothing to autofill, or ask it for something that they are not about. */
export async function filledByItself(page: Page): Promise<string[]> {
  const fields = await page.evaluate(() => {
    const typed = "input:not([type=hidden], [type=checkbox], [type=radio]), textarea";
    return [...document.querySelectorAll<HTMLInputElement>(typed)].map((field) => [field.id, field.getAttribute("autocomplete")]);
  });
  const path = new URL(page.url()).pathname;
  const may = OWN.filter(([pages]) => pages.test(path)).flatMap(([, own]) => own);
  return fields.filter(([, asked]) => asked !== "off" && !may.includes(asked ?? "")).map(([id, asked]) => `${path} ${id}: ${asked}`);
}
