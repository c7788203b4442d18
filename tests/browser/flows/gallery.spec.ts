// The page of components: it shows every class of the style sheets, and what holds of every page holds of it.
import { expect, test } from "@playwright/test";
import { colourFindings, findings } from "../support/access";
import { LAYOUT_ONLY, openGallery, shownClasses, styledClasses } from "../support/gallery";
import { NARROWEST, settle, sticksOut, widen } from "../support/layout";
import { withoutSign } from "../support/forced-colours";

test("every class of the style sheets is shown", () => {
  const styled = styledClasses();
  expect(styled.length).toBeGreaterThan(80);
  const shown = shownClasses();
  expect(styled.filter((name) => !shown.has(name) && !LAYOUT_ONLY.includes(name))).toEqual([]);
  expect([...shown].filter((name) => !styled.includes(name))).toEqual([]);
  expect(LAYOUT_ONLY.filter((name) => !styled.includes(name) || shown.has(name))).toEqual([]);
});

test("accessible in both colour schemes, and narrow", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openGallery(page);
  expect(await findings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  // A browser gives the rows of a tree that are out of sight no colours until they come into it.
  await page.addStyleTag({ content: ".tree * { content-visibility: visible }" });
  await settle(page);
  expect(await colourFindings(page)).toEqual([]);
  await widen(page, NARROWEST);
  expect(await sticksOut(page)).toEqual([]);
});

test("in forced colours the focus and what is chosen can be seen", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  await openGallery(page);
  expect(await withoutSign(page)).toEqual([]);
});
