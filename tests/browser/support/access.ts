// Whether a page is accessible: to axe-core, and without a mouse.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** What axe-core finds on the page (WCAG 2.2 A and AA). */
export async function findings(page: Page): Promise<string[]> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

/** Presses Tab until something with this accessible name has the focus. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    const said = await focused.evaluate(
      (element: HTMLElement & { labels?: NodeListOf<HTMLLabelElement> }) =>
        element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent ?? "",
    );
    if (name.test(said.trim())) return;
  }
  throw new Error(`nothing called ${name} can be reached with Tab`);
}
