// An invitation to an account (domain: 4, Added people): from the mail to the access, or to declining it.
import type { APIRequestContext, Browser, Page } from "@playwright/test";
import { findings } from "../support/access";
import { linkIn, mailTo } from "../support/mail";
import { another, approve, customer, invited, partner, prove, request } from "../support/new-account";
import { expect, open, people, signIn, test } from "../support/world";

/** The partner asks for an account with somebody of another domain among its users, and the customer accepts it. */
async function invite(page: Page, browser: Browser, baseURL: string | undefined, api: APIRequestContext): Promise<string> {
  await request(page, "marlowe-optics.com", invited);
  const other = await another(browser, baseURL);
  await prove(other, api, customer);
  await approve(other);
  return linkIn(await mailTo(api, invited));
}

test("accepting an invitation, from the mail to the account", async ({ page, browser, baseURL, request: api }) => {
  const path = await invite(page, browser, baseURL, api);
  const mail = await mailTo(api, invited);
  expect(mail.subject).toContain(partner);
  expect(mail.text).toContain("Welcome aboard.");

  const guest = await another(browser, baseURL);
  await signIn(guest, people.publicMailbox);
  await expect(guest).toHaveURL(/\/request-access/);
  await open(guest, path);
  await expect(guest.getByRole("heading", { level: 1, name: "Invitation to the Smart Account marlowe-optics.com" })).toBeVisible();
  await expect(guest.getByText(partner).first()).toBeVisible();
  // Nothing that others wrote is there before.
  await expect(guest.getByText("Marlowe Optics")).toHaveCount(0);
  await expect(guest.getByText("Welcome aboard.")).toHaveCount(0);
  expect(await findings(guest)).toEqual([]);

  await guest.getByRole("button", { name: "Accept the access" }).focus();
  await guest.keyboard.press("Enter");
  await expect(guest.getByText("You have access to Marlowe Optics")).toBeVisible();
  await expect(guest.getByText("Welcome aboard.")).toBeVisible();
  expect(await findings(guest)).toEqual([]);
  await guest.getByRole("link", { name: "Open the account" }).click();
  await expect(guest.getByRole("heading", { level: 1, name: "Marlowe Optics" })).toBeVisible();
  await open(guest, "/directory");
  await expect(guest.getByRole("row", { name: /Marlowe Optics.*User/ })).toBeVisible();
});

test("declining one asks first, tells whoever sent it, and cannot be taken back", async ({
  page,
  browser,
  baseURL,
  request: api,
}) => {
  const path = await invite(page, browser, baseURL, api);
  const guest = await another(browser, baseURL);
  await signIn(guest, people.publicMailbox, path);
  await guest.getByRole("button", { name: "Decline" }).click();
  const dialog = guest.getByRole("dialog", { name: "Decline this invitation?" });
  await dialog.getByRole("button", { name: "Keep the invitation" }).click();
  await expect(dialog).toBeHidden();
  await guest.getByRole("button", { name: "Decline" }).click();
  await dialog.getByRole("button", { name: "Decline" }).click();
  await expect(guest.getByText(/You declined it on/)).toBeVisible();
  await expect(guest.getByRole("button", { name: "Accept the access" })).toHaveCount(0);
  expect((await mailTo(api, partner)).subject).toContain(invited);
});

test("an invitation for another address does not open", async ({ page, browser, baseURL, request: api }) => {
  const path = await invite(page, browser, baseURL, api);
  const stranger = await another(browser, baseURL);
  await signIn(stranger, people.newcomer, path);
  await expect(stranger.getByRole("heading", { level: 1, name: "No such invitation" })).toBeVisible();
  await expect(stranger.getByText(/You are signed in as grace\.whitlow@northmoor-rail\.com/)).toBeVisible();
});
