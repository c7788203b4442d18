// By identifier (domain: 2, A and B): the e-mail domain does not match, or the account is not listed.
import { expect, people, ready, signIn, test } from "../support/world";
import type { Page } from "@playwright/test";

async function lookUp(page: Page, identifier: string) {
  await page.getByRole("textbox", { name: "Account domain identifier" }).fill(identifier);
  await page.getByRole("button", { name: "Submit" }).click();
}

test("one account: profile, identifier, reason, confirmation", async ({ page }) => {
  await signIn(page, people.partner);
  await page.getByRole("link", { name: "Request access to a Smart Account not listed below" }).click();
  await expect(page.getByRole("main").getByText("marcus.ellerby@brightquay-advisory.com").first()).toBeVisible();
  await lookUp(page, "labs.kestrelbrook.com");
  await expect(page).toHaveURL(/step=reason/);
  await page.getByRole("textbox", { name: "Reason for request" }).fill("We run their licence renewals.");
  await page.reload();
  await ready(page);
  await expect(page.getByRole("textbox", { name: "Reason for request" })).toHaveValue("We run their licence renewals.");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page).toHaveURL(/step=check/);
  await page.goBack();
  await expect(page.getByRole("textbox", { name: "Reason for request" })).toHaveValue("We run their licence renewals.");
  await page.goForward();
  await page.reload();
  await ready(page);
  await page.getByRole("button", { name: "Request Access" }).click();
  await expect(page.getByText("Your request was sent")).toBeVisible();
  await expect(page.getByText("We run their licence renewals.")).toBeVisible();
});

test("several accounts: a dialog lists them, one is selected and confirmed", async ({ page }) => {
  await signIn(page, people.partner, "/request-access");
  await lookUp(page, "kestrelbrook.com");
  const dialog = page.getByRole("dialog", { name: "Select the Smart Account" });
  await expect(dialog.getByRole("radio")).toHaveCount(4);
  await dialog.getByRole("radio", { name: /Kestrelbrook Retail/ }).check();
  await dialog.getByRole("button", { name: "OK" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Kestrelbrook Retail").first()).toBeVisible();
  await page.getByRole("textbox", { name: "Reason for request" }).fill("Audit of the retail estate.");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Request Access" }).click();
  await expect(page.getByText("Your request was sent")).toBeVisible();
});

test("an account that matches after all leads into the wizard, and no reason is asked", async ({ page }) => {
  await signIn(page, people.newcomer);
  await lookUp(page, "NORTHMOOR-RAIL.COM.");
  await expect(page).toHaveURL(/\/accounts\/[^/]+\/request/);
  await expect(page.getByRole("radio", { name: /Entire Smart Account/ })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Reason for request" })).toHaveCount(0);
});

test("a restricted account by its entire identifier, and a wrong guess", async ({ page }) => {
  await signIn(page, people.partner, "/request-access");
  const answers: string[] = [];
  page.on("response", async (response) => {
    if (response.url().endsWith("/account-look-ups")) answers.push(await response.text());
  });
  await lookUp(page, "tarnwick-avionics.com");
  await expect(page.getByText("No account was found for “tarnwick-avionics.com”")).toBeVisible();
  await lookUp(page, "no-such-account-anywhere.com");
  await expect(page.getByText("No account was found for “no-such-account-anywhere.com”")).toBeVisible();
  await expect.poll(() => answers.length).toBe(2);
  expect(answers[0]).toBe(answers[1]);
  await lookUp(page, "tarnwick-avionics.co.uk");
  await page.getByRole("textbox", { name: "Reason for request" }).fill("We deliver their avionics licences.");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Request Access" }).click();
  await expect(page.getByText("Your request was sent")).toBeVisible();
  await page.goto("/directory");
  await ready(page);
  await expect(page.getByRole("row", { name: /Tarnwick Avionics/ })).toContainText("Access Requested");
});

test("a reason is mandatory", async ({ page }) => {
  await signIn(page, people.partner, "/request-access");
  await lookUp(page, "labs.kestrelbrook.com");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.locator(".error-summary")).toContainText("Enter the reason for your request.");
  await expect(page.getByRole("textbox", { name: "Reason for request" })).toHaveAttribute("aria-invalid", "true");
});

test("a second request for the same account opens the first", async ({ page }) => {
  await signIn(page, people.partner, "/request-access");
  for (const first of [true, false]) {
    await lookUp(page, "labs.kestrelbrook.com");
    if (!first) break;
    await page.getByRole("textbox", { name: "Reason for request" }).fill("Renewals.");
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByRole("button", { name: "Request Access" }).click();
    await expect(page.getByText("Your request was sent")).toBeVisible();
    await page.goto("/request-access");
    await ready(page);
  }
  await page.getByRole("link", { name: "Open your request" }).click();
  await expect(page).toHaveURL(/\/requests\/AR-/);
});

test("a row of a stranger's account opens this page filled in", async ({ page }) => {
  await signIn(page, people.employee, "/directory?q=kestrelbrook");
  await page.getByRole("link", { name: "Request access to Kestrelbrook Labs" }).click();
  await expect(page.getByRole("textbox", { name: "Account domain identifier" })).toHaveValue("labs.kestrelbrook.com");
});

test("after 30 days the request is expired and can be made again", async ({ page, request }) => {
  await signIn(page, people.partner, "/request-access");
  await lookUp(page, "labs.kestrelbrook.com");
  await page.getByRole("textbox", { name: "Reason for request" }).fill("Renewals.");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Request Access" }).click();
  await expect(page.getByText("Your request was sent")).toBeVisible();
  const ahead = await request.post("/api/v1/sample/clock", { data: { advance_seconds: 30 * 86_400 } });
  expect(ahead.ok()).toBe(true);
  await page.goto("/directory");
  await ready(page);
  const row = page.getByRole("row", { name: /Kestrelbrook Labs/ });
  await expect(row).toContainText("Access expired");
  await expect(row.getByRole("link", { name: /^Request access/ })).toBeVisible();
});
