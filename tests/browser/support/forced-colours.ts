// Whether focus and choice can be seen where the browser replaces all colours: by an outline, a border or a mark, since
// backgrounds and shadows are gone.
import type { Page } from "@playwright/test";
import { settle } from "./layout";

const INTERACTIVE = "a[href], button, input, select, textarea, summary, [tabindex='0']";

/** The elements without a sign of focus or choice. */
export async function withoutSign(page: Page): Promise<string[]> {
  // The browser shows the focus to whoever uses the keyboard.
  await page.keyboard.press("Tab");
  await settle(page);
  return page.evaluate(async (interactive) => {
    const said = (element: Element) => (element.cloneNode(false) as Element).outerHTML.slice(0, 160);
    const look = (element: Element) => {
      const { outlineStyle, outlineWidth, borderTopWidth, borderTopColor, borderInlineStartWidth, textDecorationLine, fontWeight } =
        getComputedStyle(element);
      const outline = outlineStyle === "none" ? "none" : `${outlineStyle} ${outlineWidth}`;
      return [outline, borderInlineStartWidth, borderTopWidth, borderTopColor, textDecorationLine, fontWeight].join(" ");
    };
    // The sign may be on what stands around the element: a choice, a row of a tree.
    const around = (element: Element) => {
      const boxes = [element, element.closest(".choice, .segment, .search form"), element.querySelector(":scope > .tree__row")];
      return boxes.filter((box) => box !== null).map(look).join(" | ");
    };
    const finish = (animation: Animation) => {
      const ends = animation.effect?.getComputedTiming().endTime !== Infinity;
      if (animation.playState === "running" && ends) animation.finish();
    };
    const found: string[] = [];
    const elements = [...document.querySelectorAll<HTMLElement>(interactive)].filter((it) => it.checkVisibility() && !it.matches(":disabled"));
    for (const element of elements) {
      (document.activeElement as HTMLElement | null)?.blur();
      document.getAnimations().forEach(finish);
      const before = around(element);
      element.focus();
      document.getAnimations().forEach(finish);
      if (document.activeElement === element && around(element) === before) found.push(`no focus: ${said(element)}`);
    }
    (document.activeElement as HTMLElement | null)?.blur();
    const chosen = ".choice:has(:checked), .segment:has(:checked), [aria-current='step'], .menu__item[aria-current], .tree__item[aria-selected='true']";
    for (const element of document.querySelectorAll<HTMLElement>(chosen)) {
      const others = [...element.parentElement!.parentElement!.querySelectorAll(`.${element.classList[0] ?? "steps li"}`)];
      const other = others.find((it) => it !== element && !it.matches(chosen));
      const marked = (it: Element) => around(it) + getComputedStyle(it, "::before").borderTopWidth + it.querySelectorAll(".icon, :checked").length;
      if (other && element.checkVisibility() && marked(element) === marked(other)) found.push(`not seen as chosen: ${said(element)}`);
    }
    return found;
  }, INTERACTIVE);
}
