// Following and deciding (domain: 3), from both sides at once.
import { another, requestAccess } from "../support/asking";
import { advance, linkIn, mailTo, standAt } from "../support/mail";
import { expect, open, people, ready, signIn, test } from "../support/world";

const day = 86_400;

test("from the request over the mail to a smaller scope, which the requester's open page shows by itself", async ({
  page,
  browser,
  baseURL,
  request: api,
}) => {
  await signIn(page, people.newcomer);
  const reference = await requestAccess(page, /^Administrator/);
  await open(page, `/requests/${reference}`);
  await expect(page.getByText("30 days left")).toBeVisible();

  const mail = await mailTo(api, "david.okeby@northmoor-rail.com");
  expect(mail.text).toContain(reference);
  const administrator = await another(browser, baseURL, people.administrator, linkIn(mail));
  await expect(administrator).toHaveURL(new RegExp(`/pending-requests/${reference}`));
  await expect(administrator.getByRole("heading", { name: /Grace Whitlow requests access/ })).toBeVisible();
  await administrator.getByRole("radio", { name: /Approve with other access/ }).check();
  await administrator.getByRole("radio", { name: /Selected Virtual Accounts/ }).check();
  await administrator.getByRole("searchbox", { name: "Filter by name" }).fill("finance");
  const finance = administrator.getByRole("treeitem", { name: "Finance", exact: true });
  await finance.focus();
  await administrator.keyboard.press("Space");
  await administrator.getByRole("combobox", { name: /User role for.*Finance/ }).selectOption({ label: "Viewer" });
  await administrator.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(administrator.getByRole("heading", { name: "You approved this request" })).toBeVisible();

  // Nobody touches the requester's page.
  await expect(page.getByRole("status").filter({ hasText: "Your request was approved" })).toBeVisible();
  await expect(page).toHaveTitle(/^Your request was approved/);
  await expect(page.getByText("You were granted different access from what you asked for.")).toBeVisible();
  await expect(page.getByText("Corporate / Finance").first()).toBeVisible();
  await expect(page.getByRole("main").getByText("Approved").first()).toBeVisible();
  await page.getByRole("navigation").getByRole("link", { name: /Your Smart and Virtual Account access/ }).first().click();
  await ready(page);
  const row = page.getByRole("row", { name: /Northmoor Rail/ });
  await expect(row).toContainText("Viewer");
  await expect(row).toContainText("david.okeby@northmoor-rail.com");
  expect((await mailTo(api, "grace.whitlow@northmoor-rail.com")).text).toContain("Finance");
});

test("declined with a reason, which only the requester and the trail's readers see", async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, people.newcomer);
  const reference = await requestAccess(page);
  const administrator = await another(browser, baseURL, people.administrator, "/pending-requests");
  await expect(administrator.getByRole("navigation").getByText("1").first()).toBeVisible();
  await administrator.getByRole("link", { name: /Grace Whitlow/ }).click();
  await administrator.getByRole("radio", { name: /Decline/ }).check();
  await administrator.getByRole("button", { name: "Decline", exact: true }).click();
  await expect(administrator.locator(".error-summary")).toContainText("Enter a reason");
  await administrator.getByRole("textbox", { name: /Reason for declining/ }).fill("Ask your own team first.");
  await administrator.getByRole("button", { name: "Decline", exact: true }).click();
  await expect(administrator.getByRole("heading", { name: "You declined this request" })).toBeVisible();
  await administrator.getByRole("link", { name: "Back to the list" }).click();
  await expect(administrator.getByText("Nothing is waiting for your decision")).toBeVisible();

  await open(page, `/requests/${reference}`);
  await expect(page.getByText("Ask your own team first.").first()).toBeVisible();
  await expect(page.getByText("David Okeby")).toHaveCount(0);
  await page.getByRole("link", { name: "Request access again" }).click();
  await expect(page.getByRole("radio", { name: /Entire Smart Account/ })).toBeChecked();
  await expect(page.getByRole("radio", { name: /^User/ })).toBeChecked();
});

test("of two who decide the slower learns who and when", async ({ page, browser, baseURL }) => {
  await signIn(page, people.newcomer);
  const reference = await requestAccess(page);
  const one = await another(browser, baseURL, people.administrator, `/pending-requests/${reference}`);
  const other = await another(browser, baseURL, people.administrator, `/pending-requests/${reference}`);
  await other.getByRole("radio", { name: /Decline/ }).check();
  await other.getByRole("textbox", { name: /Reason for declining/ }).fill("Not yet.");
  // The open page would notice by itself: it may not ask for now.
  await other.route("**/api/v1/changes", (route) => route.abort());
  await one.getByRole("radio", { name: "Approve as asked" }).check();
  await one.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(one.getByRole("heading", { name: "You approved this request" })).toBeVisible();
  await other.getByRole("button", { name: "Decline", exact: true }).click();
  await expect(other.locator(".error-summary")).toContainText("David Okeby approved this request");
  await expect(other.locator(".error-summary")).toContainText("Your decision was not recorded.");
  // What the request is now is there already.
  await expect(other.getByRole("heading", { name: "Decision", exact: true })).toBeVisible();
  await expect(other.getByRole("button", { name: /again/ })).toHaveCount(0);
});

test("whoever has a request open that somebody else decides is told", async ({ page, browser, baseURL }) => {
  await signIn(page, people.newcomer);
  const reference = await requestAccess(page);
  const one = await another(browser, baseURL, people.administrator, `/pending-requests/${reference}`);
  const other = await another(browser, baseURL, people.administrator, `/pending-requests/${reference}`);
  await one.getByRole("radio", { name: "Approve as asked" }).check();
  await one.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(one.getByRole("heading", { name: "You approved this request" })).toBeVisible();
  await expect(other.getByRole("status").filter({ hasText: "This request was approved" })).toBeVisible();
  await expect(other).toHaveTitle(/^This request was approved/);
  await expect(one.getByText("This request was approved")).toHaveCount(0);
});

test("several at once, each with an answer of its own", async ({ page, browser, baseURL }) => {
  await signIn(page, people.newcomer);
  await requestAccess(page);
  const stranger = await another(browser, baseURL, people.publicMailbox, "/request-access?identifier=northmoor-rail.com");
  await stranger.getByRole("button", { name: "Submit" }).click();
  await stranger.getByRole("textbox", { name: "Reason for request" }).fill("I plan their network.");
  await stranger.getByRole("button", { name: "Next" }).click();
  await stranger.getByRole("button", { name: "Request Access" }).click();
  await expect(stranger.getByText("Your request was sent")).toBeVisible();

  const administrator = await another(browser, baseURL, people.administrator, "/pending-requests");
  await administrator.getByRole("checkbox", { name: "Select all on this page" }).check();
  await administrator.getByRole("button", { name: "Approve as asked…" }).click();
  const dialog = administrator.getByRole("dialog");
  await expect(dialog).toContainText("1 request will be approved");
  await expect(dialog).toContainText("This request names no scope and role");
  await dialog.getByRole("textbox", { name: "Note to the requester" }).fill("Welcome.");
  await dialog.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(administrator.getByRole("heading", { name: "Result" })).toBeVisible();
  await expect(dialog.getByRole("listitem").filter({ hasText: "Approved" })).toContainText("Entire Smart Account – ");
  await expect(administrator.getByText("Approved").first()).toBeVisible();
});

test("what is decided stands in the list, in the question before several are approved, and beside each request", async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, people.newcomer);
  await open(page, "/request-access?identifier=northmoor-rail.com");
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByRole("radio", { name: /Selected Virtual Accounts/ }).check();
  await page.getByRole("button", { name: "Next" }).click();
  for (const [place, role] of [["Great Britain", "User"], ["Ireland", "Administrator"]]) {
    await page.getByRole("treeitem", { name: place, exact: true }).focus();
    await page.keyboard.press("Space");
    await page.getByRole("combobox", { name: new RegExp(`User role for.*${place}`) }).selectOption({ label: role });
  }
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByText("Your request was sent")).toBeVisible();
  const employee = await another(browser, baseURL, people.employee);
  await requestAccess(employee, /^User/);

  const administrator = await another(browser, baseURL, people.administrator, "/pending-requests");
  const grace = administrator.getByRole("row", { name: /Grace Whitlow/ });
  await expect(grace.getByText("Ireland – Administrator")).toBeVisible();
  await expect(grace.locator("strong")).toHaveText("Administrator");
  await expect(grace).toContainText("Great Britain – User");
  await expect(grace).toContainText("grace.whitlow@northmoor-rail.com");
  await expect(grace).toContainText("Holds nothing in this account yet");
  const emma = administrator.getByRole("row", { name: /Emma Hartwell/ });
  await expect(emma).toContainText("Entire Smart Account – User");
  await expect(emma).toContainText("Holds already:Great Britain / Leeds / Signalling – Viewer");

  await administrator.getByRole("checkbox", { name: "Select all on this page" }).check();
  for (const [button, close] of [["Approve as asked…", "Cancel"], ["Decline…", "Cancel"]]) {
    await administrator.getByRole("button", { name: button }).click();
    const lines = administrator.getByRole("dialog").getByRole("listitem");
    await expect(lines.filter({ hasText: "Grace" })).toContainText("Ireland – Administrator");
    await expect(lines.filter({ hasText: "Emma" })).toContainText("Signalling – Viewer");
    await administrator.getByRole("dialog").getByRole("button", { name: close }).click();
  }

  // What was typed about two people must not stand in the question about one of them.
  const dialog = administrator.getByRole("dialog");
  await administrator.getByRole("button", { name: "Decline…" }).click();
  await dialog.getByRole("textbox").fill("Ask your own team first.");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await emma.getByRole("checkbox").uncheck();
  await administrator.getByRole("button", { name: "Decline…" }).click();
  await expect(dialog.getByRole("textbox")).toHaveValue("");
  await dialog.getByRole("button", { name: "Cancel" }).click();

  // One after the other, by keyboard as well, in the order of the list.
  await administrator.getByRole("combobox", { name: "Order" }).selectOption({ label: "Newest first" });
  await administrator.getByRole("link", { name: "Emma Hartwell" }).click();
  await expect(administrator.getByRole("heading", { level: 1 })).toHaveText(/^Emma Hartwell requests access/);
  await expect(administrator.getByText("Request 1 of 2")).toBeVisible();
  await administrator.keyboard.press("n");
  await expect(administrator.getByRole("heading", { level: 1 })).toHaveText(/^Grace Whitlow requests access/);
  await expect(administrator.getByText("This is the last request of the list.")).toBeVisible();
  await administrator.keyboard.press("p");
  await expect(administrator.getByRole("heading", { level: 1 })).toHaveText(/^Emma Hartwell requests access/);
  await administrator.getByRole("radio", { name: "Approve as asked" }).check();
  await administrator.getByRole("button", { name: "Approve and open the next" }).click();
  await expect(administrator.getByRole("heading", { level: 1 })).toHaveText(/^Grace Whitlow requests access/);
  await expect(administrator.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(administrator.getByRole("main")).toContainText("You approved the request of Emma Hartwell for Northmoor Rail");
  await administrator.getByRole("radio", { name: /Decline/ }).check();
  await expect(administrator.getByRole("button", { name: "Decline and open the next" })).toHaveCount(0);
  await administrator.getByRole("textbox", { name: /Reason for declining/ }).fill("One country is enough.");
  await administrator.getByRole("button", { name: "Decline", exact: true }).click();
  await expect(administrator.getByText("That was the last request of the list.")).toBeVisible();
  await administrator.getByRole("link", { name: "Back to the list" }).click();
  await expect(administrator.getByText("Nothing is waiting for your decision")).toBeVisible();
  await expect(administrator.getByRole("searchbox", { name: "Requester, account or reference" })).toBeHidden();
  await expect(administrator.getByRole("combobox")).toHaveCount(0);
});

test("reminders and their cooldown; cancelled, and made again", async ({ page, request: api }) => {
  await signIn(page, people.newcomer);
  const reference = await requestAccess(page);
  await open(page, `/requests/${reference}`);
  await expect(page.getByText("You can send a reminder from")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send Reminder" })).toHaveCount(0);
  await advance(api, 3 * day);
  await open(page, `/requests/${reference}`);
  await page.getByRole("button", { name: "Send Reminder" }).click();
  await expect(page.getByText("The reminder was sent.")).toBeVisible();
  await expect(page.getByText(/^Sent on/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Send Reminder" })).toHaveCount(0);
  expect((await mailTo(api, "david.okeby@northmoor-rail.com")).text).toContain(reference);

  await page.getByRole("button", { name: "Cancel the request…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel the request" }).click();
  await expect(page.getByText("Your request was cancelled.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Request access again" })).toBeVisible();
});

test("a request expires by the second and is made again", async ({ page, request: api }) => {
  await signIn(page, people.newcomer);
  const reference = await requestAccess(page);
  const sent = await page.evaluate(async (path) => (await fetch(path)).json(), `/api/v1/access-requests/${reference}`);
  expect(Date.parse(sent.expires_at) - Date.parse(sent.created_at)).toBe(30 * day * 1000);
  await standAt(api, Date.parse(sent.expires_at) - 1000);
  await open(page, `/requests/${reference}`);
  await expect(page.getByText("1 day left")).toBeVisible();
  await standAt(api, Date.parse(sent.expires_at) + 1000);
  await open(page, `/requests/${reference}`);
  await expect(page.getByText("Access expired").first()).toBeVisible();
  await expect(page.getByText("The request expired")).toBeVisible();
  await page.getByRole("link", { name: "Request access again" }).click();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByText("Your request was sent")).toBeVisible();
});

test("after ten days the operator decides as well, and the requester is told", async ({
  page,
  browser,
  baseURL,
  request: api,
}) => {
  await signIn(page, people.newcomer);
  const reference = await requestAccess(page);
  const operator = await another(browser, baseURL, people.operator, "/operator-queue");
  await expect(operator.getByText("Nothing is waiting for your decision")).toBeVisible();
  await advance(api, 10 * day);
  await open(operator, "/operator-queue");
  await operator.getByRole("link", { name: /Grace Whitlow/ }).click();
  await expect(operator.getByText("You decide this request on behalf of the operator.")).toBeVisible();
  await open(page, `/requests/${reference}`);
  await expect(page.getByText("so the operator of this service decides as well")).toBeVisible();
});

test("access is changed, removed and given up, and the last administrator stays", async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, people.administrator);
  await page.getByRole("link", { name: "Northmoor Rail", exact: true }).click();
  await page.getByRole("link", { name: "Manage access" }).click();
  await ready(page);
  await page.getByRole("searchbox", { name: "Name or e-mail address" }).fill("emma");
  const emma = page.getByRole("row", { name: /Emma Hartwell/ }).first();
  await emma.getByRole("button", { name: /Change the role/ }).click();
  await page.getByRole("dialog").getByRole("combobox", { name: "New role" }).selectOption({ label: "User" });
  await page.getByRole("dialog").getByRole("button", { name: /Change/ }).click();
  await expect(page.getByText(/Emma Hartwell now holds the role User/)).toBeVisible();

  await page.getByRole("searchbox", { name: "Name or e-mail address" }).fill("okeby");
  const own = page.getByRole("row", { name: /David Okeby/ }).first();
  await expect(own).toBeVisible();
  await expect(own.getByRole("button")).toHaveCount(0);
  await expect(own).toContainText("You are the last administrator.");

  const employee = await another(browser, baseURL, people.employee, "/directory");
  await employee.getByRole("link", { name: "Northmoor Rail", exact: true }).click();
  await employee.getByRole("link", { name: "Give up access…" }).first().click();
  await employee.getByRole("button", { name: /^Give up the role/ }).first().click();
  await employee.getByRole("dialog").getByRole("button", { name: "Give up access", exact: true }).click();
  await expect(employee.getByText("You no longer hold the role User")).toBeVisible();
});
