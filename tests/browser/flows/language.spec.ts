// The language switch: it keeps the page, its URL and what was typed, and the profile remembers it in other browsers.
import { another } from "../support/new-account";
import { expect, people, ready, signIn, test } from "../support/world";
import { wordsIn } from "../support/words";

const french = wordsIn("fr");

test("page, URL and form stay, and the profile remembers", async ({ page, browser, baseURL }) => {
  await signIn(page, people.partner, "/request-access?identifier=labs.kestrelbrook.com");
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByRole("textbox", { name: /^Reason for request/ }).fill("We run their licence renewals.");
  const url = page.url();
  await page.getByRole("banner").locator("summary").last().click();
  await page.getByRole("button", { name: "Français" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await ready(page);
  expect(page.url()).toBe(url);
  await expect(page.getByRole("textbox", { name: new RegExp(french("request-reason").source.slice(0, -1)) })).toHaveValue(
    "We run their licence renewals.",
  );
  const other = await another(browser, baseURL);
  await signIn(other, people.partner, "/requests");
  await expect(other.locator("html")).toHaveAttribute("lang", "fr");
  await expect(other.getByRole("heading", { level: 1 })).toHaveText(french("menu-your-requests"));
});

test("a profile that is being filled in keeps what was typed, and follows the language", async ({ page }) => {
  await signIn(page, people.partner, "/profile");
  const url = page.url();
  await page.locator("#field-name").fill("Marcus E. Ellerby");
  await page.getByRole("banner").locator("summary").last().click();
  await page.getByRole("button", { name: "Français" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await ready(page);
  expect(page.url()).toBe(url);
  await expect(page.locator("#field-name")).toHaveValue("Marcus E. Ellerby");
  await expect(page.locator("#field-locale")).toHaveValue("fr");
});
