// One browser, several people and several tabs: what Back, another tab and a duplicated tab show and send.
import type { Page } from "@playwright/test";
import { fill } from "../support/new-account";
import { expect, open, people, ready, signIn, test } from "../support/world";

const signOut = async (page: Page, name: string) => {
  await page.getByRole("banner").getByText(name).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
};

/** What a browser does to a page that it keeps while another one is shown, and on the way back to it. */
const keep = (page: Page) => page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
const showAgain = (page: Page) =>
  page.evaluate(() => void dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));

test("after signing out, Back leads to the sign-in page", async ({ page }) => {
  await signIn(page, people.employee, "/directory");
  await open(page, "/requests");
  await signOut(page, people.employee);
  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in\?next=%2Frequests$/);
  await expect(page.getByRole("link", { name: "Northmoor Rail" })).toHaveCount(0);
});

test("a page that the browser keeps is not seen when it comes back, and is loaded again", async ({ page }) => {
  await signIn(page, people.employee, "/directory?q=rail");
  await keep(page);
  await expect(page.getByText("Northmoor Rail").first()).toBeHidden();
  await page.context().clearCookies();
  await showAgain(page);
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fdirectory%3Fq%3Drail$/);

  await signIn(page, people.employee, "/directory?q=rail");
  await keep(page);
  const reloaded = page.waitForEvent("load");
  await showAgain(page);
  await reloaded;
  await expect(page.getByText("Northmoor Rail").first()).toBeVisible();
});

test("signing out in one tab closes the others", async ({ page, context }) => {
  await signIn(page, people.employee, "/directory");
  const other = await context.newPage();
  await open(other, "/profile");
  await signOut(other, people.employee);
  await expect(page).toHaveURL(/\/sign-in$/);
});

test("another person in another tab is announced at once, and nothing of the first is shown or kept", async ({ page, context }) => {
  await signIn(page, people.employee, "/profile");
  await page.getByLabel("Organisation").fill("Somewhere else");
  const other = await context.newPage();
  await signIn(other, people.newcomer, "/requests");
  const said = page.locator(".status-message").first();
  await expect(said).toContainText(`Signed in as ${people.newcomer}`);
  await expect(said).toContainText("What somebody else had typed here was erased.");
  await expect(said).toBeFocused();
  await expect(page.getByRole("banner")).toContainText(people.newcomer);
  await expect(page).toHaveURL(/\/request-access$/);
  await open(page, "/profile");
  await expect(page.getByLabel("Organisation")).not.toHaveValue("Somewhere else");
  await page.reload();
  await ready(page);
  await expect(said).toBeEmpty();
  await expect(other.locator(".status-message").first()).toBeEmpty();
});

test("in French too, and from a dialog that asks before it is left", async ({ page, context }) => {
  await signIn(page, people.administrator, "/profile");
  await page.getByRole("button", { name: "Sign out everywhere…" }).click();
  let asked = 0;
  page.on("dialog", (dialog) => {
    asked += 1;
    return dialog.accept();
  });
  const other = await context.newPage();
  await signIn(other, people.french, "/requests");
  await expect(page.locator(".status-message").first()).toContainText(`Session de ${people.french}`);
  expect(asked).toBe(0);
});

test("where the tabs cannot tell each other, it is found when the page is looked at again", async ({ page, context }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, "BroadcastChannel"));
  await signIn(page, people.employee, "/directory");
  const other = await context.newPage();
  await signIn(other, people.newcomer, "/requests");
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  await expect(page.locator(".status-message").first()).toContainText(`Signed in as ${people.newcomer}`);
});

test("after signing in anew in another tab, this one can still send", async ({ page, context }) => {
  await signIn(page, people.employee, "/profile");
  await page.getByLabel("Organisation").fill("Somewhere else");
  const other = await context.newPage();
  const asked = page.waitForResponse("**/api/v1/session");
  await signIn(other, people.employee, "/requests");
  await asked;
  await ready(page);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your profile is saved")).toBeVisible();
});

/** As browsers duplicate a tab: with a copy of what the tab keeps. */
async function duplicate(page: Page): Promise<Page> {
  const opened = page.context().waitForEvent("page");
  await page.evaluate(() => void window.open(location.href));
  const copy = await opened;
  await ready(copy);
  return copy;
}

async function toTheCheck(page: Page): Promise<void> {
  await signIn(page, people.employee);
  await page.getByRole("row", { name: /Northmoor Rail/ }).getByRole("link", { name: "Request access" }).click();
  await page.getByRole("radio", { name: /Entire Smart Account/ }).check();
  await page.getByRole("radio", { name: /^User/ }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Check your answers" })).toBeVisible();
}

/** The references of what the person has asked for. */
function references(page: Page, list: "access-requests" | "account-requests"): Promise<string[]> {
  return page.evaluate(async (list) => {
    const { requests } = await (await fetch(`/api/v1/${list}`)).json();
    return requests.map((request: { reference: string }) => request.reference);
  }, list);
}

test("the same request for access from a tab and its duplicate is one, and the second says that there is one", async ({ page }) => {
  await toTheCheck(page);
  const copy = await duplicate(page);
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByText("Your request was sent")).toBeVisible();
  await copy.getByRole("button", { name: "Submit" }).click();
  await expect(copy.getByText("You can have one request at a time for this account.")).toBeVisible();
  expect(await references(page, "access-requests")).toHaveLength(1);
});

async function sendAccount(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Review Request" }).click();
  await page.getByRole("dialog", { name: "Review Request" }).getByRole("button", { name: "Send Request" }).click();
  await ready(page);
}

test("the same request for an account from a tab and its duplicate is one; a changed one is another", async ({ page }) => {
  await signIn(page, people.partner, "/create-smart-account");
  await fill(page, "marlowe-optics.com");
  const [same, changed] = [await duplicate(page), await duplicate(page)];
  await sendAccount(page);
  await expect(page.getByRole("heading", { name: "Smart Account Request Complete" })).toBeVisible();
  await same.getByRole("button", { name: "Review Request" }).click();
  const summary = same.locator(".error-summary");
  await expect(summary).toContainText("You have already requested this account");
  await expect(summary.getByRole("link")).toHaveAttribute("href", /\/account-requests\/AR-/);
  expect(await references(page, "account-requests")).toHaveLength(1);
  await changed.getByLabel("Smart Account name").fill("Marlowe Lenses");
  await changed.getByLabel("Account domain identifier").fill("marlowe-lenses.com");
  await sendAccount(changed);
  await expect(changed.getByRole("heading", { name: "Smart Account Request Complete" })).toBeVisible();
  expect(await references(page, "account-requests")).toHaveLength(2);
});
