// The hour as a person reads it: told by the browser at first, then chosen, the same on pages and in mails.
import type { Browser, Page } from "@playwright/test";
import { findings, tabTo } from "../support/access";
import { linkIn, mailTo, standAt } from "../support/mail";
import { expect, open, people, ready, signIn, test } from "../support/world";

/** Somebody's browser in a part of the world. */
async function browserIn(browser: Browser, baseURL: string | undefined, timezoneId: string): Promise<Page> {
  return (await browser.newContext({ baseURL, locale: "en-GB", timezoneId })).newPage();
}

/** What a page says, with ordinary spaces. */
async function said(page: Page): Promise<string> {
  return (await page.getByRole("main").innerText()).replaceAll("\u00a0", " ");
}

test("mail and page name one hour, also one that comes twice, whatever the browser's clock shows", async ({
  browser,
  baseURL,
  request: api,
}) => {
  // In thirty days it is half past two in Paris, for the first time of two.
  await standAt(api, Date.UTC(2029, 8, 28, 0, 30));
  const administrator = await browserIn(browser, baseURL, "Europe/Paris");
  await signIn(administrator, people.administrator);
  const requester = await browserIn(browser, baseURL, "America/New_York");
  await signIn(requester, people.newcomer, "/request-access?identifier=northmoor-rail.com");
  await requester.getByRole("button", { name: "Submit" }).click();
  await requester.getByRole("radio", { name: /Entire Smart Account/ }).check();
  await requester.getByRole("radio", { name: /^User/ }).check();
  await requester.getByRole("button", { name: "Next" }).click();
  await expect(requester.getByText(/20:30\sUTC−4/)).toBeVisible();
  await requester.getByRole("button", { name: "Submit" }).click();
  await expect(requester.getByText("Your request was sent")).toBeVisible();

  const mail = await mailTo(api, "david.okeby@northmoor-rail.com");
  expect(mail.text).toContain("it expires on 28 October 2029 at 02:30 UTC+2.");
  // The same person, on a journey.
  const elsewhere = await browserIn(browser, baseURL, "Asia/Tokyo");
  await signIn(elsewhere, people.administrator, linkIn(mail));
  expect(await said(elsewhere)).toContain("28 October 2029 at 02:30 UTC+2");
  await open(requester, new URL(requester.url()).pathname);
  expect(await said(requester)).toContain("27 October 2029 at 20:30 UTC−4");
});

test("a time zone is chosen by typing its place, and every hour is in it from then on", async ({
  browser,
  baseURL,
}) => {
  const page = await browserIn(browser, baseURL, "Asia/Kolkata");
  await signIn(page, people.employee, "/profile");
  const zone = page.getByRole("combobox", { name: /^Time zone/ });
  // Some browsers still go by the old name.
  await expect(zone).toHaveValue(/^Asia\/(Kolkata|Calcutta)$/);
  await expect(page.getByRole("table")).toContainText(/UTC\+5:30/);
  const first = await zone.inputValue();
  await tabTo(page, /^Time zone/);
  await page.keyboard.type("chath");
  await expect(zone).toHaveValue("Pacific/Chatham");
  await expect(page.getByText(/^It is .*\sUTC\+1[23]:45 there now\.$/)).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your profile is saved")).toBeVisible();
  await expect(page.getByRole("table")).toContainText(/UTC\+1[23]:45/);
  await expect(page.getByRole("table")).not.toContainText(/UTC\+5:30/);
  // There and back, without leaving the page.
  for (const [there, offset] of [[first, /UTC\+5:30/], ["Pacific/Chatham", /UTC\+1[23]:45/]] as const) {
    await zone.selectOption(there);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("table")).toContainText(offset);
  }
  await page.reload();
  await ready(page);
  await expect(zone).toHaveValue("Pacific/Chatham");
});

test("a zone that the server does not know leaves the hours in UTC, and what is sent by hand is refused", async ({
  browser,
  baseURL,
}) => {
  const page = await browserIn(browser, baseURL, "Asia/Tokyo");
  // As a browser of later years may.
  await page.addInitScript(() => {
    const resolved = Intl.DateTimeFormat.prototype.resolvedOptions;
    Intl.DateTimeFormat.prototype.resolvedOptions = function () {
      return { ...resolved.call(this), timeZone: "Mars/Olympus_Mons" };
    };
  });
  const answer = page.waitForResponse((response) => response.request().method() === "PATCH");
  await signIn(page, people.employee, "/profile");
  expect((await answer).status()).toBe(422);
  expect((await (await answer).json()).fields).toEqual([
    {
      field: "browser_time_zone",
      detail: "“Mars/Olympus_Mons” is not a time zone that this service knows. Select one from the list, or UTC.",
    },
  ]);
  await expect(page.getByRole("combobox", { name: /^Time zone/ })).toHaveValue("UTC");
  await expect(page.getByRole("table")).toContainText(/\d\d:\d\d\sUTC/);
  await expect(page.getByRole("table")).not.toContainText(/UTC[+−]/);
});
