// Whether a page fits: nothing sticks out sideways, and no words are cut.
import type { Page } from "@playwright/test";

/** The narrowest window that WCAG 1.4.10 wants pages to fit in: 1280 pixels at 400 %. */
export const NARROWEST = 320;

/** Makes the window this wide, and lets the page settle. */
export async function widen(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await settle(page);
}

/** Waits until what has just changed is drawn, and what ends by itself has ended. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const ends = (animation: Animation) =>
      animation.playState === "running" && animation.effect?.getComputedTiming().endTime !== Infinity;
    // One that ends may begin another: what inherits a colour follows what it inherits it from.
    for (let quiet = 0; quiet < 2; quiet += 1) {
      await drawn();
      const ending = document.getAnimations().filter(ends);
      if (ending.length) quiet = -1;
      await Promise.all(ending.map((animation) => animation.finished.catch(() => {})));
    }
  });
}

/** What makes the page, or an open dialog, scroll sideways. */
export function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const said = (element: Element) => (element.cloneNode(false) as Element).outerHTML.slice(0, 160);
    const dialogs = [...document.querySelectorAll("dialog[open], [popover]")].filter(
      (dialog) => dialog.checkVisibility() && dialog.scrollWidth > dialog.clientWidth,
    );
    const found = dialogs.map((dialog) => `scrolls sideways: ${said(dialog)}`);
    if (root.scrollWidth <= root.clientWidth) return found;
    const out = [...document.body.querySelectorAll("*")].filter(
      (element) => element.checkVisibility() && element.getBoundingClientRect().right > root.clientWidth + 0.5,
    );
    // The innermost ones are the cause.
    const innermost = out.filter((element) => !out.some((other) => other !== element && element.contains(other)));
    const measured = innermost.map((element) => `${Math.ceil(element.getBoundingClientRect().right)} px: ${said(element)}`);
    return [...found, `${root.scrollWidth} px wide in ${root.clientWidth}`, ...measured.slice(0, 5)];
  });
}

/** The elements whose own words do not fit in them and are hidden, or run out of them. */
export function cutWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      const parent = text.parentElement!;
      if (!text.textContent!.trim() || !parent.checkVisibility({ visibilityProperty: true })) continue;
      if (parent.closest(".skip-link, option, script, style")) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const words = range.getBoundingClientRect();
      for (let box: Element | null = parent; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        // For screen readers only.
        if (style.clipPath !== "none") break;
        if (style.overflowX === "auto" || style.overflowX === "scroll") break;
        const isButton = box.matches("button, .button, .status, .badge, summary");
        if (style.overflowX === "visible" && !isButton) continue;
        const edge = box.getBoundingClientRect();
        const isOut = words.right > edge.right + 1 || words.left < edge.left - 1 || words.bottom > edge.bottom + 1;
        if (isOut) found.push(`“${text.textContent!.trim()}” in ${(box.cloneNode(false) as Element).outerHTML.slice(0, 160)}`);
      }
    }
    // What an empty field asks for. Its words are no node of the page: they are measured, but for those of the pseudo-locale,
    // which are longer than anybody's: the label says them too.
    const ruler = document.createElement("canvas").getContext("2d")!;
    for (const field of document.querySelectorAll<HTMLInputElement>("input:placeholder-shown")) {
      if (!field.checkVisibility() || field.placeholder.startsWith("⟦")) continue;
      const style = getComputedStyle(field);
      ruler.font = style.font;
      const room = field.clientWidth - parseFloat(style.paddingInlineStart) - parseFloat(style.paddingInlineEnd);
      if (ruler.measureText(field.placeholder).width > room) found.push(`“${field.placeholder}” in ${room} px of a field`);
    }
    return [...new Set(found)];
  });
}

/** Lines that end within *e-mail*: after its hyphen. */
export function brokenWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const words = [...document.body.querySelectorAll("*")].filter((element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && /mail/i.test(node.textContent!)),
    );
    for (const element of words) {
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      const whole = element.matches(".unbroken") ? element.parentElement! : element;
      const nodes: Text[] = [];
      const walker = document.createTreeWalker(whole, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) nodes.push(walker.currentNode as Text);
      const text = nodes.map((node) => node.data).join("");
      const place = (at: number): [Text, number] => {
        for (const node of nodes) {
          if (at < node.length) return [node, at];
          at -= node.length;
        }
        throw new Error("beyond the text");
      };
      for (const { index } of text.matchAll(/e-mail/gi)) {
        const tops = [0, 2].map((letter) => {
          const range = document.createRange();
          const [node, at] = place(index + letter);
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          return range.getBoundingClientRect().top;
        });
        if (Math.abs(tops[0] - tops[1]) > 2) found.push(text.slice(Math.max(0, index - 20), index + 20));
      }
    }
    return [...new Set(found)];
  });
}

/** What moves without an end, or for longer than a blink, though the person has asked for as little of that as can be. */
export function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter((animation) => Number(animation.effect?.getComputedTiming().activeDuration) > 100)
      .map((animation) => {
        const effect = animation.effect as KeyframeEffect;
        return `${(animation as CSSAnimation).animationName ?? "a transition"} of ${effect.target?.className}`;
      }),
  );
}
