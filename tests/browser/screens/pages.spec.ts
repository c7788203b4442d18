import type { Page } from "@playwright/test";
import { expect, open, people, ready, signIn, test } from "../support/world";

for (const width of [1280, 390]) {
  test.describe(`${width}`, () => {
    test.use({ viewport: { width, height: 900 } });
    const picture = (page: Page, name: string) =>
      page.screenshot({ path: `screenshots/${width}-${name}.png`, fullPage: true });

    test("pages of somebody with a role", async ({ page }) => {
      await page.goto("/sign-in");
      await picture(page, "01-sign-in");
      await signIn(page, people.employee);
      await picture(page, "02-directory");
      await open(page, "/directory?q=foods");
      await picture(page, "03-search");
      await open(page, "/directory?q=nothing-like-this&entire=true");
      await picture(page, "04-nothing-found");
      await open(page, "/directory");
      await page.getByRole("button", { name: "Show the Virtual Accounts of Northmoor Rail" }).click();
      await expect(page.getByRole("tree")).toBeVisible();
      await picture(page, "05-row-open");
      await page.getByRole("link", { name: "Northmoor Rail", exact: true }).click();
      await expect(page.getByRole("tree")).toBeVisible();
      await picture(page, "06-account");
      await page.getByRole("link", { name: "Request access to Northmoor Rail" }).click();
      await expect(page.getByRole("radio", { name: /Entire/ })).toBeVisible();
      await page.getByRole("button", { name: "Next" }).click();
      await picture(page, "07-wizard-access-invalid");
      await page.getByRole("radio", { name: /Selected/ }).check();
      await page.getByRole("button", { name: "Next" }).click();
      await page.getByRole("treeitem", { name: "Corporate", exact: true }).focus();
      await page.keyboard.press("Space");
      await page.getByRole("combobox", { name: "User role for Corporate" }).selectOption("viewer");
      await picture(page, "08-wizard-virtual-accounts");
      await page.getByRole("button", { name: "Next" }).click();
      await expect(page.getByRole("heading", { name: "What will happen" })).toBeVisible();
      await picture(page, "09-wizard-check");
      await page.getByRole("button", { name: "Submit" }).click();
      await expect(page.getByText("Your request was sent")).toBeVisible();
      await picture(page, "10-sent");
      await open(page, "/requests");
      await picture(page, "11-requests");
      await open(page, "/profile");
      await picture(page, "12-profile");
      await open(page, "/no/such/page");
      await picture(page, "13-not-found");
      await open(page, "/directory");
      await page.locator("summary").first().click();
      await picture(page, "14-menu");
      await page.goto("/sample/mail");
      await picture(page, "15-mail");
    });

    test("by identifier", async ({ page }) => {
      await signIn(page, people.partner, "/request-access");
      await picture(page, "20-by-identifier");
      await page.getByRole("textbox", { name: "Account domain identifier" }).fill("kestrelbrook.com");
      await page.getByRole("button", { name: "Submit" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await page.screenshot({ path: `screenshots/${width}-21-several.png` });
      await page.getByRole("radio", { name: /Labs/ }).check();
      await page.getByRole("button", { name: "OK" }).click();
      await page.getByRole("button", { name: "Next" }).click();
      await picture(page, "22-reason-invalid");
      await page.getByRole("textbox", { name: "Reason for request" }).fill("We run their licence renewals.");
      await page.getByRole("button", { name: "Next" }).click();
      await expect(page.getByRole("heading", { name: "What will happen" })).toBeVisible();
      await picture(page, "23-check");
    });

    test("in French, and as internal staff", async ({ page }) => {
      await signIn(page, people.french);
      await picture(page, "30-french");
      await open(page, "/request-access?identifier=rien-de-tel.fr");
      await picture(page, "31-french-by-identifier");
      await signIn(page, people.internal, "/directory?q=rail");
      await picture(page, "32-internal");
      await signIn(page, people.incompleteProfile, "/request-access");
      await picture(page, "33-incomplete");
    });

    test("a failing API", async ({ page }) => {
      await signIn(page, people.employee);
      await page.route("**/api/v1/requests**", (route) => route.abort());
      await page.route("**/api/v1/access-requests", (route) => route.abort());
      await page.goto("/requests");
      await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
      await picture(page, "40-failed");
    });
  });
}
