// The wizard (domain: 2, A and B): the e-mail domain matches the account's.
import { expect, people, ready, signIn, test } from "../support/world";

test("access to the entire account: scope, role, check, confirmation, directory", async ({ page, request }) => {
  await signIn(page, people.employee);
  await page.getByRole("row", { name: /Northmoor Rail/ }).getByRole("link", { name: "Request access" }).click();
  for (const name of [/Entire Smart Account/, /Selected Virtual Accounts/]) {
    await expect(page.getByRole("radio", { name })).not.toBeChecked();
  }
  await page.getByRole("radio", { name: /Entire Smart Account/ }).check();
  await page.getByRole("radio", { name: /^User/ }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("heading", { name: "What happens next" })).toBeVisible();
  await expect(page.getByText("The administrators of this Smart Account decide your request.")).toBeVisible();
  await page.getByRole("button", { name: "Submit" }).click();

  await expect(page).toHaveURL(/\/requests\/AR-/);
  await expect(page.getByText("Your request was sent")).toBeVisible();
  await expect(page.getByText("License Registration Portal")).toBeVisible();
  const reference = new URL(page.url()).pathname.split("/").pop()!;

  const mails = await (await request.get("/api/v1/sample/mail")).json();
  expect(mails.map((mail: { to: string }) => mail.to)).toContain("david.okeby@northmoor-rail.com");
  expect(mails[0].text).toContain(reference);

  await page.goto("/directory");
  await ready(page);
  await expect(page.getByRole("row", { name: /Northmoor Rail/ })).toContainText("Access Requested");
  await expect(page.getByRole("row", { name: /Northmoor Rail/ })).toContainText("30 days left");
  await page.goto("/requests");
  await ready(page);
  await expect(page.getByRole("link", { name: "Northmoor Rail", exact: true })).toBeVisible();
});

test("selected Virtual Accounts, each with its role; Back and reload keep every step", async ({ page }) => {
  await signIn(page, people.employee);
  await page.getByRole("row", { name: /Northmoor Rail/ }).getByRole("link", { name: "Request access" }).click();
  await page.getByRole("radio", { name: /Selected Virtual Accounts/ }).check();
  await page.reload();
  await ready(page);
  await expect(page.getByRole("radio", { name: /Selected Virtual Accounts/ })).toBeChecked();
  await page.getByRole("button", { name: "Next" }).click();

  await expect(page).toHaveURL(/step=virtual-accounts/);
  await page.getByRole("searchbox", { name: "Filter by name" }).fill("finance");
  const finance = page.getByRole("treeitem", { name: "Finance", exact: true });
  await finance.focus();
  await page.keyboard.press("Space");
  await expect(finance).toBeChecked();
  await page.getByRole("combobox", { name: /User role for.*Finance/ }).selectOption({ label: "Viewer" });
  await page.reload();
  await ready(page);
  await expect(page.getByRole("combobox", { name: /User role for.*Finance/ })).toHaveValue("viewer");
  await page.goBack();
  await expect(page.getByRole("radio", { name: /Selected Virtual Accounts/ })).toBeChecked();
  await page.goForward();
  await page.getByRole("button", { name: "Next" }).click();

  await expect(page).toHaveURL(/step=check/);
  await page.reload();
  await ready(page);
  await expect(page.getByText(/Finance/).first()).toBeVisible();
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByText("Your request was sent")).toBeVisible();
  await expect(page.getByText("Corporate / Finance")).toBeVisible();
});

test("what is missing is said beside the field, and what was chosen stays", async ({ page }) => {
  await signIn(page, people.employee);
  await page.getByRole("row", { name: /Northmoor Rail/ }).getByRole("link", { name: "Request access" }).click();
  await page.getByRole("radio", { name: /Entire Smart Account/ }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.locator(".error-summary")).toContainText("Select a user role.");
  await expect(page.getByRole("radio", { name: /Entire Smart Account/ })).toBeChecked();
  await expect(page).not.toHaveURL(/step=check/);
});

test("a later step's address leads to the first step that lacks an answer", async ({ page }) => {
  await signIn(page, people.employee);
  await page.getByRole("row", { name: /Northmoor Rail/ }).getByRole("link", { name: "Request access" }).click();
  const address = new URL(page.url());
  address.searchParams.set("step", "check");
  await page.goto(address.toString());
  await ready(page);
  await expect(page.getByRole("radio", { name: /Entire Smart Account/ })).toBeVisible();
});

test("a double click makes one request", async ({ page }) => {
  await signIn(page, people.employee);
  await page.getByRole("row", { name: /Northmoor Rail/ }).getByRole("link", { name: "Request access" }).click();
  await page.getByRole("radio", { name: /Entire Smart Account/ }).check();
  await page.getByRole("radio", { name: /^Viewer/ }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Submit" }).dblclick();
  await expect(page.getByText("Your request was sent")).toBeVisible();
  await page.goto("/requests");
  await ready(page);
  await expect(page.getByRole("link", { name: "Northmoor Rail", exact: true })).toHaveCount(1);
});

test("without an administrator the person is told that the operator decides", async ({ page }) => {
  await signIn(page, people.withoutAdministrator, "/request-access?identifier=fallowmere-foods.co.uk");
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByRole("radio", { name: /Entire Smart Account/ }).check();
  await page.getByRole("radio", { name: /^Administrator/ }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByText("There is no administrator who can decide what you ask for, so the operator")).toBeVisible();
});

test("an incomplete profile is completed on the way, and nothing is lost", async ({ page }) => {
  await signIn(page, people.incompleteProfile);
  await page.getByRole("textbox", { name: "Account domain identifier" }).fill("northmoor-rail.com");
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByText("Complete your profile first").first()).toBeVisible();
  await page.getByRole("link", { name: "Update profile" }).first().click();
  await page.getByRole("textbox", { name: "Organisation" }).fill("Northmoor Rail");
  await page.getByRole("combobox", { name: "Country" }).selectOption("GB");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("textbox", { name: "Account domain identifier" })).toHaveValue("northmoor-rail.com");
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByRole("radio", { name: /Entire Smart Account/ })).toBeVisible();
});
