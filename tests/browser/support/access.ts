// Whether a page is accessible: to axe-core, and without a mouse.
import type { Locator, Page } from "@playwright/test";
import axe from "axe-core";

/** WCAG 2.2, levels A and AA. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** The rules that look at colours: of these there are as many answers as there are schemes. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

/** What axe-core finds on the page (WCAG 2.2 A and AA). */
export function findings(page: Page): Promise<string[]> {
  return run(page, { type: "tag", values: TAGS });
}

/** What axe-core finds in the colours of the page. */
export function colourFindings(page: Page): Promise<string[]> {
  return run(page, { type: "rule", values: OF_COLOURS });
}

async function run(page: Page, runOnly: axe.RunOnly): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(async (runOnly) => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly,
      resultTypes: ["violations"],
    });
    // What an open menu covers in part is reached once the menu is closed, and then has its size.
    const menu = document.querySelector(".topbar__menu[open] > .menu")?.getBoundingClientRect();
    const isCovered = (selector: string) => {
      const box = document.querySelector(selector)?.getBoundingClientRect();
      if (!menu || !box) return false;
      return box.left < menu.right && box.right > menu.left && box.top < menu.bottom && box.bottom > menu.top;
    };
    return violations.flatMap(({ id, nodes }) =>
      nodes.filter((node) => id !== "target-size" || !isCovered(String(node.target[0]))).map((node) => {
        const colours = node.any[0]?.data as { fgColor?: string; bgColor?: string; contrastRatio?: number } | null;
        const measured = colours?.contrastRatio
          ? ` (${colours.fgColor} on ${colours.bgColor}: ${colours.contrastRatio})`
          : "";
        return `${id}: ${node.html}${measured}`;
      }),
    );
  }, runOnly);
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

/** Presses Tab until this has the focus. */
export async function tabOnto(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reached ${target}`);
}

/** Goes to this with Tab and presses Enter. */
export async function press(page: Page, target: Locator): Promise<void> {
  await tabOnto(page, target);
  await page.keyboard.press("Enter");
}

/** Goes to a group of radio buttons with Tab and to one of them with the arrows, which choose. */
export async function choose(page: Page, group: Locator, option: Locator): Promise<void> {
  const first = group.getByRole("radio").first();
  const focused = () => group.evaluate((node) => node.contains(document.activeElement));
  for (let presses = 0; presses < 80 && !(await focused()); presses += 1) await page.keyboard.press("Tab");
  if (await first.evaluate((node) => node === document.activeElement)) await page.keyboard.press("Space");
  for (let presses = 0; presses < 10 && !(await option.isChecked()); presses += 1) await page.keyboard.press("ArrowDown");
  if (!(await option.isChecked())) throw new Error(`the arrows never reached ${option}`);
}
