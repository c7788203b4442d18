// The picture in the README.
import { open, people, signIn, test } from "../support/world";

test("the directory of a partner, searching", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await signIn(page, people.partner);
  await open(page, "/directory?q=r");
  await page.screenshot({ path: "directory.png" });
});
