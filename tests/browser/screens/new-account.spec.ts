import type { Page } from "@playwright/test";
import { linkIn, mailTo } from "../support/mail";
import { approve, customer, fill } from "../support/new-account";
import { expect, open, people, signIn, test } from "../support/world";

for (const width of [1280, 390]) {
  test.describe(`${width}`, () => {
    test.use({ viewport: { width, height: 900 } });
    const picture = (page: Page, name: string) =>
      page.screenshot({ path: `screenshots/${width}-${name}.png`, fullPage: true });

    test("a new account", async ({ page, browser, baseURL, request: api }) => {
      await signIn(page, people.partner);
      await page.getByRole("button", { name: "Create Smart Account" }).click();
      await picture(page, "70-directory");
      await page.getByRole("menuitem", { name: "Request for a customer" }).click();
      await picture(page, "71-form");
      await fill(page, "signals.northmoor-rail.com");
      await page.getByRole("textbox", { name: "Customer e-mail addresses" }).fill("wrong@, agent@elsewhere.com ");
      await page.getByRole("button", { name: "Send Request" }).click();
      await picture(page, "72-form-wrong");
      await page.getByRole("button", { name: "Correct wrong@", exact: true }).click();
      await page.getByRole("textbox", { name: "Customer e-mail addresses" }).fill("");
      await page.getByRole("button", { name: "Send Request" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await page.screenshot({ path: `screenshots/${width}-73-review.png` });
      await page.getByRole("dialog").getByRole("button", { name: "Send Request" }).click();
      await expect(page.getByRole("heading", { name: "Smart Account Request Complete" })).toBeVisible();
      await picture(page, "74-complete");
      const reference = (await page.getByRole("link", { name: /^AR-/ }).innerText()).trim();
      await open(page, `/account-requests/${reference}`);
      await picture(page, "75-request");
      await open(page, "/requests");
      await picture(page, "76-requests");

      const context = await browser.newContext({ baseURL, locale: "en-GB", viewport: { width, height: 900 } });
      const other = await context.newPage();
      await signIn(other, people.administrator, "/pending-requests");
      await picture(other, "77-pending");
      await other.getByRole("link", { name: /Marlowe Optics/ }).click();
      await expect(other.getByRole("button", { name: "Approve", exact: true })).toBeVisible();
      await picture(other, "78-administrator");
      await other.getByRole("button", { name: "Approve", exact: true }).click();
      await other.getByRole("dialog").getByRole("button", { name: "Approve", exact: true }).click();
      await expect(other.getByRole("heading", { name: "You let this request pass" })).toBeVisible();

      const fresh = await browser.newContext({ baseURL, locale: "en-GB", viewport: { width, height: 900 } });
      const contact = await fresh.newPage();
      await contact.goto(linkIn(await mailTo(api, customer)));
      await picture(contact, "79-link");
      await contact.getByRole("button", { name: "Send me a code" }).click();
      await picture(contact, "80-code");
      const code = (await mailTo(api, customer)).text.match(/\b\d{6}\b/)![0];
      await contact.getByLabel("Code").fill(code);
      await contact.getByRole("button", { name: "Continue" }).click();
      await expect(contact.getByRole("button", { name: "Deny Request" })).toBeVisible();
      await picture(contact, "81-pending-request");
      await contact.getByRole("button", { name: "Forward" }).click();
      await contact.screenshot({ path: `screenshots/${width}-82-forward.png` });
      await contact.keyboard.press("Escape");
      await approve(contact);
      await picture(contact, "83-created");
      await open(page, `/account-requests/${reference}`);
      await picture(page, "84-activated");
      await signIn(page, people.french, "/create-smart-account");
      await picture(page, "85-form-fr");
      await page.goto("/sample/mail");
      await picture(page, "86-mail");
    });
  });
}
