// Every page and state of the list in `support/pages.ts`, in each language: 320 pixels are enough, no words are cut, nothing
// moves for whoever does not want that. In English axe-core finds nothing in either colour scheme, which no language changes.
// In the pseudo-locale everything that is said is a sentence of the catalogue. A translator leaves names
// alone.
import type { Page } from "@playwright/test";
import { colourFindings, findings } from "../support/access";
import { travel, type Traveller } from "../support/journey";
import { brokenWords, cutWords, moving, NARROWEST, settle, sticksOut, widen } from "../support/layout";
import { journeys } from "../support/pages";
import { filledByItself } from "../support/autofill";
import { translatable } from "../support/translator";
import { speakPseudoOnServerPage, untranslated } from "../support/pseudo";
import { expect, test } from "../support/world";

const WIDE = 1280;
/** What looking at one state may take, beside what the journey takes: as long as any other test has. */
const A_LOOK = 10_000;

// What fails is said in full; a trace of all these pages costs more than they do.
test.use({ trace: "off" });

for (const language of ["en", "fr", "pseudo"] as const) {
  for (const journey of journeys) {
    test(`${language}: ${journey.name}`, async ({ browser, baseURL, request: api }) => {
      const options = { baseURL, reducedMotion: "reduce" as const, viewport: { width: WIDE, height: 900 } };
      const look = async (page: Page, name: string, traveller: Traveller) => {
        test.setTimeout(test.info().timeout + A_LOOK);
        await prove(page, name, traveller);
      };
      await journey.walk(await travel(language, api, { browser, options, look }));
    });
  }
}

async function prove(page: Page, name: string, traveller: Traveller): Promise<void> {
  const none = (found: string[], what: string) => expect.soft(found, `${name}: ${what}`).toEqual([]);
  none(await moving(page), "moves");
  const isServers = await page.locator("main.page--alone").isVisible();
  const takeBack = traveller.language === "pseudo" && isServers ? await speakPseudoOnServerPage(page) : undefined;
  await settle(page);
  if (traveller.language === "pseudo") {
    none(await untranslated(page, traveller.data), "not translated");
  } else if (traveller.language === "en") {
    none(await findings(page), "axe, light");
    await page.emulateMedia({ colorScheme: "dark" });
    await settle(page);
    none(await colourFindings(page), "axe, dark");
    await page.emulateMedia({ colorScheme: "light" });
    await settle(page);
  }
  none(await filledByItself(page), "filled in by itself");
  if (traveller.language === "en") none(await translatable(page, traveller.names), "names that are translated");
  none(await sticksOut(page), `sticks out at ${WIDE}`);
  none(await cutWords(page), `cut at ${WIDE}`);
  await widen(page, NARROWEST);
  none(await sticksOut(page), `sticks out at ${NARROWEST}`);
  none(await cutWords(page), `cut at ${NARROWEST}`);
  if (!isServers) none(await brokenWords(page), `broken at ${NARROWEST}`);
  await widen(page, WIDE);
  await takeBack?.();
}
