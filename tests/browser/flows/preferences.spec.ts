// What people have told their system: forced colours. (Reduced motion is looked at on every page: `pages.spec.ts`.)
import { withoutSign } from "../support/forced-colours";
import { expect, open, people, signIn, test } from "../support/world";

test("in forced colours focus and choice can be seen on the pages with the most controls", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  await page.goto("/sign-in");
  expect(await withoutSign(page)).toEqual([]);
  await signIn(page, people.partner, "/create-smart-account");
  expect(await withoutSign(page)).toEqual([]);
  for (const path of ["/directory", "/profile", "/request-access", "/pending-requests"]) {
    await open(page, path);
    expect(await withoutSign(page), path).toEqual([]);
  }
});
