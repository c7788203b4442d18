// Where a person is signed in: seeing and ending it, and what a session that ended leaves: the page, and what was typed.
import type { Browser, Page } from "@playwright/test";
import { findings, tabTo } from "../support/access";
import { advance } from "../support/mail";
import { expect, open, people, ready, signIn, test } from "../support/world";

/** Another browser. */
async function another(browser: Browser, baseURL: string | undefined): Promise<Page> {
  return (await browser.newContext({ baseURL, locale: "en-GB" })).newPage();
}

const section = (page: Page) => page.getByRole("region", { name: "Where you are signed in" });
const rows = (page: Page) => section(page).getByRole("row").filter({ has: page.getByRole("rowheader") });

test("one browser ends another", async ({ page, browser, baseURL }) => {
  const other = await another(browser, baseURL);
  await signIn(other, people.employee, "/requests");
  await signIn(page, people.employee, "/profile");
  await expect(rows(page)).toHaveCount(2);
  const own = rows(page).filter({ hasText: "This browser" });
  await expect(own).toHaveCount(1);
  await expect(own).toContainText("Chrome, Linux");
  await expect(own).toContainText("Sample world");
  await expect(own.getByRole("button")).toHaveCount(0);
  expect(await findings(page)).toEqual([]);

  await section(page).getByRole("button", { name: /^End Chrome, Linux, last used/ }).click();
  await expect(section(page).locator(".status-message")).toHaveText("Session ended: Chrome, Linux");
  await expect(section(page).locator(".status-message")).toBeFocused();
  await expect(rows(page)).toHaveCount(1);
  await other.getByRole("navigation").getByRole("link", { name: "Your Smart and Virtual Account access" }).click();
  await expect(other).toHaveURL(/\/sign-in\?next=%2Fdirectory$/);
  await open(page, "/requests");
  await expect(page.getByRole("heading", { level: 1, name: "Your Access Requests" })).toBeVisible();
});

test("what somebody else has ended meanwhile is said, and the list is as it is", async ({ page, browser, baseURL }) => {
  const other = await another(browser, baseURL);
  await signIn(other, people.employee, "/profile");
  await signIn(page, people.employee, "/profile");
  await expect(rows(page)).toHaveCount(2);
  await other.locator("summary", { hasText: "Emma Hartwell" }).click();
  await other.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(other).toHaveURL(/\/sign-in$/);
  await section(page).getByRole("button", { name: /^End / }).click();
  await expect(section(page).getByText("Session not found")).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
});

test("signing out everywhere asks first, and leaves nothing behind", async ({ page, browser, baseURL }) => {
  const other = await another(browser, baseURL);
  await signIn(other, people.employee, "/requests");
  await signIn(page, people.employee, "/profile");
  await page.getByLabel("Organisation").fill("Somewhere else");
  await page.getByRole("button", { name: "Sign out everywhere…" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign out everywhere" });
  expect(await findings(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  await open(page, "/profile");
  await expect(page.getByLabel("Organisation")).toHaveValue("Somewhere else");
  await expect(rows(page)).toHaveCount(2);

  await page.getByRole("button", { name: "Sign out everywhere…" }).click();
  await dialog.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  expect(await page.context().cookies()).toEqual([]);
  await other.goto("/requests");
  await expect(other).toHaveURL(/\/sign-in\?next=%2Frequests$/);
  await signIn(page, people.employee, "/profile");
  await expect(page.getByLabel("Organisation")).not.toHaveValue("Somewhere else");
});

test("without a mouse", async ({ page, browser, baseURL }) => {
  const other = await another(browser, baseURL);
  await signIn(other, people.employee);
  await signIn(page, people.employee, "/profile");
  await tabTo(page, /^End Chrome, Linux/);
  await page.keyboard.press("Enter");
  await expect(section(page).locator(".status-message")).toBeFocused();
  await tabTo(page, /^Sign out everywhere…$/);
  await page.keyboard.press("Space");
  await expect(page.getByRole("dialog").getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Sign out everywhere…" })).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, /^Sign out everywhere$/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/sign-in$/);
});

test("signing in leads to the page that was asked for, with its query", async ({ page }) => {
  const asked = "/directory?q=rail%20%26%20road&entire=true";
  await page.goto(asked);
  await page.getByRole("button", { name: `Sign in as ${people.employee}` }).click();
  await ready(page);
  const here = new URL(page.url());
  expect(here.pathname + here.search).toBe(asked);
  await expect(page.getByRole("searchbox").first()).toHaveValue("rail & road");
});

test("a session that ends in the middle of the wizard loses nothing", async ({ page }) => {
  await signIn(page, people.employee);
  await page.getByRole("link", { name: "Request access to Northmoor Rail" }).first().click();
  await page.getByRole("radio", { name: /Selected Virtual Accounts/ }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("treeitem", { name: "Corporate", exact: true }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("combobox", { name: /^User role for Corporate/ }).selectOption({ label: "Viewer" });
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Check your answers" })).toBeVisible();
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page).toHaveURL(/\/sign-in\?next=%2Faccounts%2F[^&]*step%3Dcheck/);
  await page.getByRole("button", { name: `Sign in as ${people.employee}` }).click();
  await ready(page);
  await expect(page.getByRole("heading", { level: 1, name: "Check your answers" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Corporate");
  await expect(page.getByRole("main")).toContainText("Viewer");
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByText("Your request was sent")).toBeVisible();
});

test("a session that ends while a reason is typed for several requests loses nothing", async ({ page, browser, baseURL }) => {
  const other = await another(browser, baseURL);
  await signIn(other, people.newcomer, "/request-access?identifier=northmoor-rail.com");
  await other.getByRole("button", { name: "Submit" }).click();
  await other.getByRole("radio", { name: /Entire Smart Account/ }).check();
  await other.getByRole("radio", { name: /^User/ }).check();
  await other.getByRole("button", { name: "Next" }).click();
  await other.getByRole("button", { name: "Submit" }).click();
  await expect(other.getByText("Your request was sent")).toBeVisible();

  await signIn(page, people.administrator, "/pending-requests");
  const decline = async () => {
    await page.getByRole("checkbox", { name: "Select all on this page" }).check();
    await page.getByRole("button", { name: "Decline…" }).click();
  };
  const dialog = page.getByRole("dialog");
  await decline();
  await dialog.getByRole("textbox").fill("Ask your own administrator.");
  await page.context().clearCookies();
  await dialog.getByRole("button", { name: "Decline" }).click();
  await page.getByRole("button", { name: `Sign in as ${people.administrator}` }).click();
  await ready(page);
  await decline();
  await expect(dialog.getByRole("textbox")).toHaveValue("Ask your own administrator.");
  await dialog.getByRole("button", { name: "Decline" }).click();
  await expect(dialog.getByRole("button", { name: "Close" })).toBeVisible();
});

test("nobody else sees what the person of an ended session had typed", async ({ page }) => {
  await signIn(page, people.employee, "/profile");
  await page.getByLabel("Organisation").fill("Somewhere else");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: `Sign in as ${people.newcomer}` }).click();
  await ready(page);
  await expect(page.getByLabel("Organisation")).not.toHaveValue("Somewhere else");
});

test("last used follows what the person does", async ({ page, request: api }) => {
  await signIn(page, people.employee, "/profile");
  const used = rows(page).getByRole("cell").nth(2);
  const before = await used.innerText();
  await advance(api, 3 * 3600);
  await open(page, "/requests");
  await open(page, "/profile");
  await expect(used).not.toHaveText(before);
});
