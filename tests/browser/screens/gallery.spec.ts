// Pictures of the page of components.
import { test } from "@playwright/test";
import { openGallery } from "../support/gallery";
import { takeAll } from "../support/pictures";

test("components", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openGallery(page);
  await takeAll(page, "components", "en");
});
