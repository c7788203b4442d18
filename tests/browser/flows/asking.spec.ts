// Asking for access: what one holds already, and what was begun, which nothing loses and nobody else sees.
import type { Page } from "@playwright/test";
import { expect, open, people, ready, signIn, test } from "../support/world";

const row = (page: Page, name: string) => page.getByRole("treeitem", { name, exact: true });
const account = (page: Page) => page.getByRole("row", { name: /Northmoor Rail/ });

async function begin(page: Page, scope: RegExp): Promise<void> {
  await account(page).getByRole("link", { name: "Request access" }).click();
  await page.getByRole("radio", { name: scope }).check();
}

/** The tree of the wizard, filtered. */
async function tree(page: Page, words: string): Promise<void> {
  await begin(page, /Selected Virtual Accounts/);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("searchbox", { name: "Filter by name" }).fill(words);
}

test("the tree says what one holds, and the same or less is refused at the field as it is chosen", async ({ page }) => {
  await signIn(page, people.employee);
  await tree(page, "signalling");
  const signalling = row(page, "Signalling");
  await expect(signalling).toHaveAccessibleDescription("You hold Viewer here");
  await signalling.getByText("Signalling", { exact: true }).click();
  await expect(signalling).toBeChecked();
  const role = page.getByRole("combobox", { name: "User role for Signalling in Great Britain / Leeds" });
  await role.focus();
  await role.selectOption({ label: "Viewer" });
  const refused = page
    .locator(".field__error")
    .filter({ hasText: "You hold the role Viewer in Great Britain / Leeds / Signalling already." });
  await expect(refused).toBeVisible();
  await expect(role).toBeFocused();
  await expect(page.locator("#announcements")).toContainText("You hold the role Viewer");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.locator(".error-summary")).toBeFocused();
  await expect(page.locator(".error-summary")).toContainText("You hold the role Viewer");
  await role.selectOption({ label: "User" });
  await expect(refused).toBeHidden();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page).toHaveURL(/step=check/);
});

test("a click anywhere in a row ticks it, and nothing moves", async ({ page }) => {
  await signIn(page, people.employee);
  await tree(page, "leeds");
  await expect(page.getByText("1 Virtual Account found")).toBeVisible();
  const rows = page.locator(".tree__row");
  const places = () => rows.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
  const before = await places();
  const leeds = row(page, "Leeds");
  const box = (await leeds.locator(".tree__row").first().boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + 18);
  await expect(leeds).toBeChecked();
  expect(await places()).toEqual(before);
  await expect(leeds.locator("mark")).toHaveText(["Leeds"]);
  await page.getByRole("searchbox", { name: "Filter by name" }).fill("nowhere");
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(row(page, "Ireland")).toBeVisible();
});

test("who holds everything is offered nothing, and a deep link says so", async ({ page }) => {
  await signIn(page, people.administrator);
  await expect(account(page)).toContainText("Administrator");
  await expect(account(page).getByRole("link", { name: "Request access" })).toHaveCount(0);
  await account(page).getByRole("link", { name: "Northmoor Rail" }).click();
  await expect(row(page, "Ireland")).toBeVisible();
  await expect(page.getByRole("link", { name: /Request access/ })).toHaveCount(0);
  await expect(page.getByText("You are the last administrator.")).toBeVisible();
  await open(page, `${new URL(page.url()).pathname}/request`);
  await expect(page.getByText("You have everything already")).toBeVisible();
});

test("a request that was begun is continued in another tab, and can be discarded", async ({ page, context }) => {
  await signIn(page, people.newcomer, "/request-access?identifier=northmoor-rail.com&step=select");
  await page.getByRole("radio", { name: /Entire Smart Account/ }).check();
  await page.getByRole("radio", { name: /^User/ }).check();
  const address = new URL(page.url()).pathname;

  const other = await context.newPage();
  await open(other, `${address}?step=check`);
  await expect(other.getByText(/^Continue your request of /)).toBeVisible();
  await expect(other.getByRole("heading", { name: "What happens next" })).toBeVisible();
  await other.getByRole("button", { name: "Discard" }).click();
  await expect(other.getByRole("radio", { name: /Entire Smart Account/ })).not.toBeChecked();
  await expect(other.getByText(/^Continue your request of /)).toHaveCount(0);

  const third = await context.newPage();
  await open(third, `${address}?step=check`);
  await expect(third.getByText("Begin here")).toBeVisible();
  await expect(third.getByRole("radio", { name: /Entire Smart Account/ })).not.toBeChecked();
});

test("what was begun is nobody else's, and goes on signing out", async ({ page, context }) => {
  const kept = (page: Page) =>
    page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("draft:")).length);
  await signIn(page, people.newcomer, "/request-access?identifier=northmoor-rail.com&step=select");
  await page.getByRole("radio", { name: /Entire Smart Account/ }).check();
  expect(await kept(page)).toBe(1);
  const address = new URL(page.url()).pathname;
  await page.close();

  const other = await context.newPage();
  await signIn(other, people.employee, address);
  await expect(other.getByRole("radio", { name: /Entire Smart Account/ })).not.toBeChecked();
  expect(await kept(other)).toBe(0);
  await other.getByRole("radio", { name: /Entire Smart Account/ }).check();
  expect(await kept(other)).toBe(1);
  await other.getByRole("banner").getByText(people.employee).click();
  await other.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(other).toHaveURL(/\/sign-in$/);
  expect(await kept(other)).toBe(0);
});

test("Cancel asks where something was filled in, and leads back to where one came from", async ({ page }) => {
  await signIn(page, people.newcomer, "/request-access");
  await page.getByLabel("Account domain identifier").fill("northmoor-rail.com");
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByRole("radio", { name: /Entire Smart Account/ }).check();
  page.once("dialog", (question) => question.dismiss());
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("radio", { name: /Entire Smart Account/ })).toBeChecked();
  page.once("dialog", (question) => question.accept());
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page).toHaveURL(/\/request-access\?identifier=northmoor-rail\.com$/);
});

test("that nothing was found is said at the field, in sight, until something else is typed", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 640 });
  await signIn(page, people.newcomer, "/request-access");
  const field = page.getByLabel("Account domain identifier");
  await field.fill("nowhere.example");
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.locator(".error-summary")).toBeFocused();
  await expect(page.locator(".error-summary")).toBeInViewport();
  await expect(field).toHaveAccessibleDescription(/No account has exactly .*“nowhere\.example”/);
  await field.fill("elsewhere.example");
  await expect(page.locator(".error-summary")).toHaveCount(0);
});

test("a draft of another customer is announced and discarded", async ({ page }) => {
  await signIn(page, people.partner, "/create-smart-account");
  await page.getByLabel("Smart Account name").fill("Marlowe Optics");
  await page.getByRole("textbox", { name: "Customer e-mail addresses" }).fill("cora@marlowe-optics.com");
  await page.getByLabel("Note to customer").fill("As agreed.");
  await open(page, "/directory");
  await open(page, "/create-smart-account");
  await expect(page.getByText(/^Draft of .* for Marlowe Optics$/)).toBeVisible();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByLabel("Smart Account name")).toHaveValue("");
  await expect(page.getByText("cora@marlowe-optics.com")).toHaveCount(0);
  await page.reload();
  await ready(page);
  await expect(page.getByText(/^Draft of /)).toHaveCount(0);
});

test("a session that ends within a form says that what was typed is kept", async ({ page, context }) => {
  await signIn(page, people.newcomer, "/request-access?identifier=northmoor-rail.com&step=select");
  await page.getByRole("radio", { name: /Entire Smart Account/ }).check();
  await page.getByRole("radio", { name: /^User/ }).check();
  await context.clearCookies();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await expect(page.getByText("What you typed is kept in this browser.")).toBeVisible();
  await page.getByRole("button", { name: `Sign in as ${people.newcomer}` }).click();
  await ready(page);
  await expect(page.getByText(/^Continue your request of /)).toBeVisible();
});
