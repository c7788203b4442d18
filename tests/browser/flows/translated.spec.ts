// A page that the browser's translator has translated goes on: what changes is seen, and names stay names.
import { expect, open, people, ready, signIn, test } from "../support/world";
import { travel } from "../support/journey";
import { translate } from "../support/translator";

test("the count of a list follows the search", async ({ page }) => {
  await signIn(page, people.employee, "/directory");
  const count = page.locator(".count").first();
  const before = await count.innerText();
  await translate(page);
  await expect(count).toHaveText(`«${before}»`);
  await page.getByRole("searchbox").first().fill("northmoor");
  await expect(page).toHaveURL(/q=northmoor/);
  await ready(page);
  await expect(count).toHaveText(/^1\D/);
  await expect(page.getByRole("row", { name: /Northmoor Rail/ })).toBeVisible();
  await expect(page.getByRole("main").getByText("northmoor-rail.com").first()).toBeVisible();
  // And once more, in what came since.
  await translate(page);
  await page.getByRole("searchbox").first().fill("");
  await expect(count).toHaveText(before);
});

test("the count in the menu grows, and the list with it", async ({ page, browser, baseURL }) => {
  await signIn(page, people.administrator, "/pending-requests");
  await translate(page);
  const other = await (await browser.newContext({ baseURL, locale: "en-GB" })).newPage();
  await signIn(other, people.employee);
  await other.getByRole("row", { name: /Northmoor Rail/ }).getByRole("link", { name: "Request access" }).click();
  await other.getByRole("radio", { name: /Entire Smart Account/ }).check();
  await other.getByRole("radio", { name: /^User/ }).check();
  await other.getByRole("button", { name: "Next" }).click();
  await other.getByRole("button", { name: "Submit" }).click();
  await expect(other.getByText("Your request was sent")).toBeVisible();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  await expect(page.getByRole("complementary").or(page.getByRole("navigation")).locator(".badge").first()).toContainText("1");
  await expect(page.getByRole("link", { name: people.employee })).toBeVisible();
});

test("the wizard goes on, and its words follow the answers", async ({ page }) => {
  await signIn(page, people.employee);
  await page.getByRole("row", { name: /Northmoor Rail/ }).getByRole("link", { name: "Request access" }).click();
  await translate(page);
  await page.getByRole("radio", { name: /Selected Virtual Accounts/ }).check();
  await page.getByRole("button", { name: /Next/ }).click();
  await ready(page);
  await translate(page);
  const finance = page.getByRole("treeitem", { name: "Finance", exact: true });
  await finance.focus();
  await page.keyboard.press("Space");
  await page.getByRole("combobox").last().selectOption("viewer");
  await page.getByRole("button", { name: /Next/ }).click();
  await ready(page);
  await translate(page);
  await page.getByRole("button", { name: /Submit/ }).click();
  await expect(page.getByText("Your request was sent")).toBeVisible();
});
