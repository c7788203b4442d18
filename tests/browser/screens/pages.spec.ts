// A picture of every page and state of the list in `support/pages.ts`: each language, colour scheme and width.
import type { Page } from "@playwright/test";
import { travel } from "../support/journey";
import { settle, widen } from "../support/layout";
import { journeys } from "../support/pages";
import { SCHEMES, WIDTHS, picture } from "../support/pictures";
import { test } from "../support/world";

/** What the pictures of one state may take, beside what the journey takes. */
const PICTURES = 30_000;

for (const language of ["en", "fr"] as const) {
  for (const journey of journeys) {
    test(`${language}: ${journey.name}`, async ({ browser, baseURL, request: api }) => {
      const options = { baseURL, reducedMotion: "reduce" as const, viewport: { width: 1280, height: 900 } };
      const look = async (page: Page, state: string) => {
        test.setTimeout(test.info().timeout + PICTURES);
        await takeAll(page, state, language);
      };
      await journey.walk(await travel(language, api, { browser, options, look }));
    });
  }
}

async function takeAll(page: Page, state: string, language: string): Promise<void> {
  const isModal = await page.locator("dialog[open]").count();
  for (const width of WIDTHS) {
    await widen(page, width);
    for (const scheme of SCHEMES) {
      await page.emulateMedia({ colorScheme: scheme });
      await settle(page);
      // What a dialog covers is not looked at again.
      await page.screenshot({ path: picture({ state, language, scheme, width }), fullPage: !isModal });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await widen(page, 1280);
}
