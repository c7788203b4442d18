// A picture of every page and state of the list in `support/pages.ts`: each language, colour scheme and width.
import type { Page } from "@playwright/test";
import { travel } from "../support/journey";
import { journeys } from "../support/pages";
import { takeAll } from "../support/pictures";
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
