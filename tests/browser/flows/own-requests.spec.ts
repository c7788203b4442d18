// Your Access Requests: what one does about a request without opening it, and what the list is filtered by.
import { mailTo } from "../support/mail";
import { another, customer, fill, prove, request } from "../support/new-account";
import { expect, open, people, signIn, test } from "../support/world";

test("a request for a new account is withdrawn in the list, whoever was asked is told, and it may be made again", async ({
  page,
  request: api,
}) => {
  const reference = await request(page, "marlowe-optics.com");
  await open(page, "/requests");
  await expect(page.getByText("You have not requested access yet")).toHaveCount(0);
  const row = page.getByRole("row", { name: new RegExp(reference) });
  await row.getByRole("button", { name: "Withdraw the request…" }).click();
  const dialog = page.getByRole("dialog", { name: "Withdraw this request" });
  await expect(dialog.getByText(reference)).toBeVisible();
  await dialog.getByRole("button", { name: "Withdraw the request" }).click();
  await expect(page.getByText("Your request was withdrawn.")).toBeVisible();
  await expect(row.getByText("Withdrawn")).toBeVisible();
  const told = await mailTo(api, customer);
  expect(told.subject).toContain("Withdrawn");
  await row.getByRole("link", { name: "Request again" }).click();
  await expect(page.getByLabel("Smart Account name")).toHaveValue("Marlowe Optics");
});

test("the list is filtered by state and words, which stand in the address", async ({ page }) => {
  const reference = await request(page, "marlowe-optics.com");
  await open(page, "/requests");
  await page.getByLabel("Status").selectOption("declined");
  await expect(page).toHaveURL(/status=declined/);
  await expect(page.getByText("None of these requests fits.").first()).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Status")).toHaveValue("declined");
  await page.getByRole("link", { name: "Show all requests" }).first().click();
  await page.getByRole("searchbox").fill(reference.slice(3));
  await expect(page).toHaveURL(new RegExp(`q=${reference.slice(3)}`));
  await expect(page.getByRole("row", { name: new RegExp(reference) })).toBeVisible();
});

test("the columns keep their widths when other rows come", async ({ page }) => {
  await request(page, "marlowe-optics.com");
  await open(page, "/requests");
  const table = page.getByRole("table", { name: "Requests for new accounts" });
  const widths = () => table.getByRole("columnheader").evaluateAll((heads) => heads.map((head) => head.getBoundingClientRect().width));
  const before = await widths();
  await table.locator("tbody a").first().evaluate((link) => (link.textContent = "A very long name of an account ".repeat(4)));
  expect(await widths()).toEqual(before);
});

test("whoever accepts an account takes somebody out, and the requester sees it", async ({
  page,
  browser,
  baseURL,
  request: api,
}) => {
  await signIn(page, people.partner, "/create-smart-account");
  await fill(page, "marlowe-optics.com", "ann@marlowe-optics.com bob@elsewhere.com ");
  await expect(page.getByText(/They get the role User in the entire account/)).toBeVisible();
  await page.getByRole("button", { name: "Review Request" }).click();
  const review = page.getByRole("dialog", { name: "Review Request" });
  await expect(review.getByText("User, invited first")).toBeVisible();
  await review.getByRole("button", { name: "Send Request" }).click();
  const reference = (await page.getByRole("link", { name: /^AR-/ }).innerText()).trim();

  const other = await another(browser, baseURL);
  await prove(other, api, customer);
  await expect(other.getByRole("heading", { level: 1, name: "Pending Request: Smart Account Marlowe Optics" })).toBeVisible();
  await other.getByRole("button", { name: "Approve and Create the Account" }).click();
  const dialog = other.getByRole("dialog");
  await expect(dialog.getByLabel("Role for ann@marlowe-optics.com").getByRole("option")).toHaveText([
    "User",
    "Viewer",
    "Not let in",
  ]);
  await dialog.getByLabel("Role for ann@marlowe-optics.com").selectOption("viewer");
  await dialog.getByLabel("Role for bob@elsewhere.com").selectOption("Not let in");
  await dialog.getByRole("button", { name: "Approve and Create the Account" }).click();
  await expect(other.getByRole("heading", { name: "The Smart Account Marlowe Optics is active" })).toBeVisible();

  await open(page, `/account-requests/${reference}`);
  await expect(page.getByText("ann@marlowe-optics.com – Viewer")).toBeVisible();
  await expect(page.getByText("bob@elsewhere.com – Not let in")).toBeVisible();
});
