import type { Page } from "@playwright/test";
import { expect, open, people, signIn, test } from "../support/world";

for (const width of [1280, 390]) {
  test.describe(`${width}`, () => {
    test.use({ viewport: { width, height: 900 } });
    const picture = (page: Page, name: string) =>
      page.screenshot({ path: `screenshots/${width}-${name}.png`, fullPage: true });

    test("deciding and following", async ({ page, browser, baseURL }) => {
      await signIn(page, people.newcomer, "/request-access?identifier=northmoor-rail.com");
      await page.getByRole("button", { name: "Submit" }).click();
      await page.getByRole("radio", { name: /Entire Smart Account/ }).check();
      await page.getByRole("radio", { name: /^Administrator/ }).check();
      await page.getByRole("button", { name: "Next" }).click();
      await page.getByRole("button", { name: "Submit" }).click();
      await expect(page.getByText("Your request was sent")).toBeVisible();
      await expect(page).toHaveURL(/\/requests\/AR-/);
      const reference = new URL(page.url()).pathname.split("/").pop()!;
      const context = await browser.newContext({ baseURL, locale: "en-GB", viewport: { width, height: 900 } });
      const other = await context.newPage();
      await signIn(other, people.publicMailbox, "/request-access?identifier=northmoor-rail.com");
      await other.getByRole("button", { name: "Submit" }).click();
      await other.getByRole("textbox", { name: "Reason for request" }).fill("I plan their network.");
      await other.getByRole("button", { name: "Next" }).click();
      await other.getByRole("button", { name: "Request Access" }).click();
      await expect(other.getByText("Your request was sent")).toBeVisible();

      await signIn(other, people.administrator, "/pending-requests");
      await other.getByRole("checkbox", { name: "Select all on this page" }).check();
      await picture(other, "50-pending");
      await other.getByRole("button", { name: "Approve as asked…" }).click();
      await expect(other.getByRole("dialog")).toBeVisible();
      await other.screenshot({ path: `screenshots/${width}-51-several.png` });
      await other.keyboard.press("Escape");
      await open(other, `/pending-requests/${reference}`);
      await picture(other, "52-pending-one");
      await other.getByRole("radio", { name: /Approve with other access/ }).check();
      await other.getByRole("radio", { name: /Selected Virtual Accounts/ }).check();
      await other.getByRole("searchbox", { name: "Filter by name" }).fill("finance");
      await other.getByRole("treeitem", { name: "Finance", exact: true }).focus();
      await other.keyboard.press("Space");
      await other.getByRole("combobox", { name: /User role for.*Finance/ }).selectOption({ label: "Viewer" });
      await picture(other, "53-other-access");
      await other.getByRole("button", { name: "Approve", exact: true }).click();
      await expect(other.getByRole("heading", { name: "You approved this request" })).toBeVisible();
      await picture(other, "54-approved");
      await expect(page.getByText("Something else was granted than what was asked for.")).toBeVisible();
      await picture(page, "55-granted");
      await open(page, "/requests");
      await picture(page, "56-requests");
      await open(other, "/directory");
      await other.getByRole("link", { name: "Northmoor Rail", exact: true }).click();
      await other.getByRole("link", { name: "Manage access" }).click();
      await expect(other.getByRole("table")).toBeVisible();
      await picture(other, "57-access");
      await other.getByRole("button", { name: /Change the role/ }).first().click();
      await other.screenshot({ path: `screenshots/${width}-58-change.png` });
      await other.goto("/sample/mail");
      await picture(other, "59-mail");
      await signIn(other, people.frenchAdministrator, "/pending-requests");
      await picture(other, "60-french-empty");
      await signIn(other, people.operator, "/operator-queue");
      await picture(other, "61-operator");
    });
  });
}
