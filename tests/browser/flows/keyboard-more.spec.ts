// The other jobs without a mouse: asking by identifier, following, deciding, managing access, the profile.
import type { Page } from "@playwright/test";
import { choose, press, tabOnto } from "../support/access";
import { advance, mailTo } from "../support/mail";
import { another } from "../support/new-account";
import { expect, open, people, signIn, test } from "../support/world";

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });

/** Grace asks for all of Northmoor Rail, by keyboard as well. */
async function ask(page: Page): Promise<void> {
  await signIn(page, people.newcomer, "/request-access?identifier=northmoor-rail.com");
  await press(page, page.getByRole("button", { name: "Submit" }));
  await expect(heading(page, "Request access to Northmoor Rail")).toBeFocused();
  await choose(page, page.getByRole("radiogroup", { name: /^Scope/ }), page.getByRole("radio", { name: /^Entire/ }));
  await choose(page, page.getByRole("radiogroup", { name: /^User role/ }), page.getByRole("radio", { name: /^User/ }));
  await press(page, page.getByRole("button", { name: "Next" }));
  await expect(heading(page, "Check your answers")).toBeFocused();
  await press(page, page.getByRole("button", { name: "Submit" }));
  await expect(heading(page, "Your request was sent")).toBeFocused();
}

test("signing in with a code", async ({ page, request: api }) => {
  await page.goto("/sign-in");
  await press(page, page.getByRole("link", { name: /^Sign in with a code/ }));
  await expect(page.getByLabel("E-mail address")).toBeVisible();
  await tabOnto(page, page.getByLabel("E-mail address"));
  await page.keyboard.type("emma.hartwell@northmoor-rail.com");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Code")).toBeFocused();
  const { text } = await mailTo(api, "emma.hartwell@northmoor-rail.com");
  await page.keyboard.type(text.match(/\b\d{8}\b/)![0]);
  await page.keyboard.press("Enter");
  await expect(heading(page, "Access Directory")).toBeFocused();
});

test("by identifier: one of several, a reason, sent", async ({ page }) => {
  await signIn(page, people.partner, "/request-access");
  await press(page, page.getByRole("button", { name: "Submit" }));
  await expect(page.getByRole("textbox", { name: /^Account domain identifier/ })).toHaveAttribute("aria-invalid", "true");
  await tabOnto(page, page.getByRole("textbox", { name: /^Account domain identifier/ }));
  await page.keyboard.type("kestrelbrook.com");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Select the Smart Account" });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.locator(":focus")).not.toHaveCount(0);
  await press(page, page.getByRole("button", { name: "Submit" }));
  await choose(page, dialog, dialog.getByRole("radio", { name: /Labs/ }));
  await press(page, dialog.getByRole("button", { name: "OK" }));
  await press(page, page.getByRole("button", { name: "Next" }));
  await expect(page.locator(":focus")).toContainText("Enter the reason for your request.");
  await tabOnto(page, page.getByRole("textbox", { name: /^Reason for request/ }));
  await page.keyboard.type("We run their licence renewals.");
  await press(page, page.getByRole("button", { name: "Next" }));
  await press(page, page.getByRole("button", { name: "Request Access" }));
  await expect(heading(page, "Your request was sent")).toBeFocused();
});

test("a reminder, and cancelling", async ({ page, request: api }) => {
  await ask(page);
  await advance(api, 3 * 86_400);
  // Three days idle: the session is over.
  await signIn(page, people.newcomer, "/requests");
  await press(page, page.getByRole("main").getByRole("link", { name: "Northmoor Rail" }).first());
  await expect(heading(page, /^Access request AR-/)).toBeFocused();
  await press(page, page.getByRole("button", { name: "Send Reminder" }));
  await expect(page.locator(":focus")).toContainText("The reminder was sent.");
  const cancel = page.getByRole("button", { name: "Cancel the request…" });
  await press(page, cancel);
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(cancel).toBeFocused();
  await page.keyboard.press("Enter");
  await press(page, page.getByRole("dialog").getByRole("button", { name: "Cancel the request" }));
  await expect(page.locator(":focus")).toContainText("Your request was cancelled.");
});

test("deciding one", async ({ page, browser, baseURL }) => {
  await ask(page);
  const other = await another(browser, baseURL);
  await signIn(other, people.administrator, "/pending-requests");
  await press(other, other.getByRole("link", { name: /Grace Whitlow/ }));
  await expect(heading(other, /^Grace Whitlow requests access/)).toBeFocused();
  const decision = other.getByRole("radiogroup", { name: "What is your decision?" });
  await choose(other, decision, other.getByRole("radio", { name: /^Decline/ }));
  await press(other, other.getByRole("button", { name: "Decline", exact: true }));
  await expect(other.locator(":focus")).toContainText("Enter a reason");
  await tabOnto(other, other.getByRole("textbox", { name: /^Reason for declining/ }));
  await other.keyboard.type("Ask your own team first.");
  await press(other, other.getByRole("button", { name: "Decline", exact: true }));
  await expect(heading(other, "You declined this request").or(other.locator(":focus"))).toContainText(
    "You declined this request",
  );
});

test("deciding several", async ({ page, browser, baseURL }) => {
  await ask(page);
  const other = await another(browser, baseURL);
  await signIn(other, people.administrator, "/pending-requests");
  await tabOnto(other, other.getByRole("checkbox", { name: "Select all on this page" }));
  await other.keyboard.press("Space");
  const approve = other.getByRole("button", { name: "Approve as asked…" });
  await press(other, approve);
  const dialog = other.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await other.keyboard.press("Escape");
  await expect(approve).toBeFocused();
  await other.keyboard.press("Enter");
  await press(other, dialog.getByRole("button", { name: "Approve", exact: true }));
  await expect(dialog.getByRole("heading", { name: "Result" })).toBeVisible();
  await press(other, dialog.getByRole("button", { name: "Close" }));
  await expect(dialog).toBeHidden();
  await expect.poll(() => other.evaluate(() => document.activeElement !== document.body)).toBe(true);
});

test("managing access", async ({ page }) => {
  await signIn(page, people.administrator);
  await press(page, page.getByRole("link", { name: "Northmoor Rail", exact: true }));
  await expect(heading(page, "Northmoor Rail")).toBeFocused();
  await press(page, page.getByRole("link", { name: "Manage access" }));
  await expect(heading(page, "Who has access to Northmoor Rail")).toBeFocused();
  await tabOnto(page, page.getByRole("searchbox", { name: /^Name or e-mail/ }));
  await page.keyboard.type("emma");
  const change = page.getByRole("button", { name: /^Change the role of Emma Hartwell/ });
  await expect(change).toHaveCount(1);
  await press(page, change);
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(change).toBeFocused();
  await page.keyboard.press("Enter");
  await tabOnto(page, dialog.getByRole("combobox", { name: "New role" }));
  await page.keyboard.type("User");
  await press(page, dialog.getByRole("button", { name: "Change the role" }));
  await expect(page.locator(":focus")).toContainText("Emma Hartwell now holds the role User");
});

test("the profile: a mistake, mended and saved", async ({ page }) => {
  await signIn(page, people.employee);
  await press(page, page.getByRole("banner").locator("summary").last());
  await press(page, page.getByRole("banner").getByRole("link", { name: "View profile" }));
  await expect(heading(page, "Your profile")).toBeFocused();
  const name = page.getByRole("textbox", { name: /^Name/ });
  await tabOnto(page, name);
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await press(page, page.getByRole("button", { name: "Save" }));
  await expect(page.locator(":focus")).toContainText("Enter your name");
  await tabOnto(page, name);
  await page.keyboard.type("Emma H.");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Your profile is saved" })).toBeVisible();
});

test("a row of the directory, and the tree in it", async ({ page }) => {
  await signIn(page, people.employee);
  const row = page.getByRole("button", { name: "Show the Virtual Accounts of Northmoor Rail" });
  await press(page, row);
  await expect(row).toHaveAttribute("aria-expanded", "true");
  await expect(row).toBeFocused();
  const tree = page.getByRole("tree");
  await tabOnto(page, tree.getByRole("treeitem").first());
  await page.keyboard.press("ArrowDown");
  await expect(tree.getByRole("treeitem", { name: /^Corporate/ }).first()).toBeFocused();
  await page.keyboard.press("End");
  await expect(tree.getByRole("treeitem").first()).not.toBeFocused();
  await page.keyboard.press("Home");
  await expect(tree.getByRole("treeitem").first()).toBeFocused();
});

test("the switcher: a search, a choice, its page", async ({ page }) => {
  await signIn(page, people.partner);
  const trigger = page.getByRole("button", { name: /^Current Smart Account/ });
  const before = await trigger.innerText();
  await press(page, trigger);
  await expect(page.getByLabel("Search your Smart Accounts").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(trigger).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Search your Smart Accounts").first()).toBeFocused();
  const options = page.locator("#switcher").getByRole("option");
  await expect(options.nth(1)).toBeVisible();
  const [first, second] = await options.allInnerTexts();
  const wanted = before.includes(first.trim()) ? second.trim() : first.trim();
  await page.keyboard.type(wanted);
  await expect(options).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(heading(page, wanted)).toBeFocused();
  await expect(trigger).toContainText(wanted);
});

test("all countries come once their field is reached for, and the chosen one stays", async ({ page }) => {
  await signIn(page, people.employee, "/profile");
  const country = page.getByRole("combobox", { name: "Country" });
  await expect(country).toHaveValue("GB");
  const names = country.getByRole("option");
  await expect(names).toHaveText(["Choose…", "United Kingdom"]);
  await tabOnto(page, country);
  await expect.poll(() => names.count()).toBeGreaterThan(200);
  await expect(country).toHaveValue("GB");
  await page.keyboard.type("France");
  await expect(country).toHaveValue("FR");
  const save = page.getByRole("button", { name: "Save" });
  await press(page, save);
  await expect(page.getByText("Your profile is saved")).toBeVisible();
  await expect(save).toBeFocused();
  await open(page, "/profile");
  await expect(country).toHaveValue("FR");
});
