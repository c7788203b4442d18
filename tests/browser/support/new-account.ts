// What the flows of a new account share: the form filled in, the request sent, an address proved, the account approved.
import { expect, type APIRequestContext, type Browser, type Page } from "@playwright/test";
import { linkIn, mailTo } from "./mail";
import { people, ready, signIn } from "./world";

export const customer = "cora@marlowe-optics.com";
export const colleague = "cyril@marlowe-optics.com";
/** Among the added users: of another domain than the account's. */
export const invited = "sam.everby@mailbox.example";
export const partner = "marcus.ellerby@brightquay-advisory.com";

/** A browser of somebody who is not signed in. */
export async function another(browser: Browser, baseURL: string | undefined): Promise<Page> {
  return (await browser.newContext({ baseURL, locale: "en-GB" })).newPage();
}

/** Fills the form in for an identifier. */
export async function fill(page: Page, identifier: string, added = "adele@marlowe-optics.com"): Promise<void> {
  await page.getByLabel("Smart Account name").fill("Marlowe Optics");
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Account domain identifier").fill(identifier);
  await page.getByLabel("Country").selectOption({ label: "United Kingdom" });
  await page.getByLabel("Note to approver").fill("They are a part of the group.");
  await page.getByRole("textbox", { name: "Customer e-mail addresses" }).fill(customer);
  await page.getByLabel("Note to customer").fill("As agreed by telephone.");
  await page.getByRole("textbox", { name: /^Users’ e-mail addresses/ }).fill(added);
  await page.getByLabel("Note to added users").fill("Welcome aboard.");
}

/** The partner asks for an account; gives the reference. */
export async function request(page: Page, identifier: string, added?: string): Promise<string> {
  await signIn(page, people.partner, "/create-smart-account");
  await fill(page, identifier, added);
  await page.getByRole("button", { name: "Review Request" }).click();
  await page.getByRole("dialog", { name: "Review Request" }).getByRole("button", { name: "Send Request" }).click();
  await expect(page.getByRole("heading", { name: "Smart Account Request Complete" })).toBeVisible();
  return (await page.getByRole("link", { name: /^AR-/ }).innerText()).trim();
}

/** Opens the link of a mail and proves the address with the code that is mailed. */
export async function prove(page: Page, api: APIRequestContext, email: string): Promise<void> {
  await page.goto(linkIn(await mailTo(api, email)));
  await page.getByRole("button", { name: "Send me a code" }).click();
  const code = (await mailTo(api, email)).text.match(/\b\d{8}\b/)![0];
  await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: "Continue" }).click();
  await ready(page);
}

export async function approve(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Approve and Create the Account" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Approve and Create the Account" }).click();
  await expect(page.getByRole("heading", { name: "The Smart Account Marlowe Optics is active" })).toBeVisible();
}
