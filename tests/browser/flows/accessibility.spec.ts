// axe-core finds nothing on any page (WCAG 2.2 A and AA).
import { findings } from "../support/access";
import { linkIn, mailTo } from "../support/mail";
import { another, customer, fill, prove, request } from "../support/new-account";
import { expect, open, people, signIn, test } from "../support/world";

test("the server's pages", async ({ page }) => {
  await page.goto("/sign-in");
  expect(await findings(page)).toEqual([]);
  await page.goto("/sample/mail");
  expect(await findings(page)).toEqual([]);
  await page.goto("/sign-in/code");
  expect(await findings(page)).toEqual([]);
  await page.getByLabel("E-mail address").fill("zoe@nowhere-yet.com");
  await page.getByRole("button", { name: "Send me a code" }).click();
  await expect(page.getByLabel("Code")).toBeFocused();
  expect(await findings(page)).toEqual([]);
});

test("directory, account and wizard", async ({ page }) => {
  await signIn(page, people.employee);
  expect(await findings(page)).toEqual([]);
  await page.getByRole("button", { name: "Show the Virtual Accounts of Northmoor Rail" }).click();
  await expect(page.getByRole("tree")).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.getByRole("link", { name: "Northmoor Rail", exact: true }).click();
  await expect(page.getByRole("tree")).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.getByRole("link", { name: "Request access to Northmoor Rail" }).first().click();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.locator(".error-summary")).toBeVisible();
  expect(await findings(page)).toEqual([]);
});

for (const path of ["/request-access", "/requests", "/profile", "/no/such/page", "/directory?q=nothing-like-this"]) {
  test(path, async ({ page }) => {
    await signIn(page, people.french);
    await open(page, path);
    expect(await findings(page)).toEqual([]);
  });
}

test("deciding, following and managing access", async ({ page, browser, baseURL }) => {
  await signIn(page, people.newcomer, "/request-access?identifier=northmoor-rail.com");
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByRole("radio", { name: /Entire Smart Account/ }).check();
  await page.getByRole("radio", { name: /^User/ }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByText("Your request was sent")).toBeVisible();
  expect(await findings(page)).toEqual([]);

  const other = await (await browser.newContext({ baseURL, locale: "en-GB" })).newPage();
  await signIn(other, people.administrator, "/pending-requests");
  await other.getByRole("checkbox", { name: "Select all on this page" }).check();
  expect(await findings(other)).toEqual([]);
  await other.getByRole("button", { name: "Decline…" }).click();
  await expect(other.getByRole("dialog")).toBeVisible();
  expect(await findings(other)).toEqual([]);
  await other.keyboard.press("Escape");
  await other.getByRole("link", { name: /Grace Whitlow/ }).click();
  await other.getByRole("radio", { name: /Approve with other access/ }).check();
  await other.getByRole("radio", { name: /Selected Virtual Accounts/ }).check();
  await expect(other.getByRole("tree")).toBeVisible();
  expect(await findings(other)).toEqual([]);
  await open(other, "/directory");
  await other.getByRole("link", { name: "Northmoor Rail", exact: true }).click();
  await other.getByRole("link", { name: "Manage access" }).click();
  await expect(other.getByRole("table")).toBeVisible();
  expect(await findings(other)).toEqual([]);
});

test("the operator's queue", async ({ page }) => {
  await signIn(page, people.operator, "/operator-queue");
  expect(await findings(page)).toEqual([]);
});

test("asking for a new account", async ({ page }) => {
  await signIn(page, people.partner);
  await page.getByRole("button", { name: "Create Smart Account" }).click();
  expect(await findings(page)).toEqual([]);
  await page.getByRole("menuitem", { name: "Request for a customer" }).click();
  await page.getByRole("textbox", { name: /^E-mails/ }).fill("wrong@, adele@marlowe-optics.com ");
  await page.getByRole("button", { name: "Send Request" }).click();
  await expect(page.locator(".error-summary").first()).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.getByRole("button", { name: "Remove wrong@", exact: true }).click();
  await fill(page, "marlowe-optics.com");
  await page.getByRole("button", { name: "Send Request" }).click();
  await expect(page.getByRole("dialog", { name: "Review Request" })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.getByRole("dialog").getByRole("button", { name: "Send Request" }).click();
  await expect(page.getByRole("heading", { name: "Smart Account Request Complete" })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.getByRole("link", { name: /^AR-/ }).click();
  await expect(page.getByText("The account was requested")).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await open(page, "/requests");
  expect(await findings(page)).toEqual([]);
});

test("deciding about a new account", async ({ page, browser, baseURL, request: api }) => {
  await request(page, "marlowe-optics.com");
  const other = await another(browser, baseURL);
  await other.goto(linkIn(await mailTo(api, customer)));
  expect(await findings(other)).toEqual([]);
  await prove(other, api, customer);
  await expect(other.getByRole("button", { name: "Deny Request" })).toBeVisible();
  expect(await findings(other)).toEqual([]);
  for (const name of ["Forward", "Deny Request", "Approve and Create the Account"]) {
    await other.getByRole("button", { name }).click();
    await expect(other.getByRole("dialog")).toBeVisible();
    expect(await findings(other)).toEqual([]);
    await other.keyboard.press("Escape");
  }
  await open(other, "/pending-requests");
  expect(await findings(other)).toEqual([]);
});
