// The main job without a mouse: only Tab, arrows, Space and Enter.
import { tabTo } from "../support/access";
import { expect, open, people, signIn, test } from "../support/world";

test("the wizard from the directory to the confirmation", async ({ page }) => {
  await signIn(page, people.employee);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await tabTo(page, /^Request access to Northmoor Rail$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Request access to Northmoor Rail" })).toBeFocused();
  await tabTo(page, /^Entire Smart Account/);
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: /^Selected Virtual Accounts/ })).toBeChecked();
  await tabTo(page, /^Next$/);
  await page.keyboard.press("Enter");

  await expect(page.getByRole("heading", { level: 1, name: "Available Virtual Accounts" })).toBeFocused();
  await tabTo(page, /^Default/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await expect(page.getByRole("treeitem", { name: "Corporate", exact: true })).toBeChecked();
  await tabTo(page, /^User role for Corporate/);
  await page.keyboard.press("ArrowDown");
  await tabTo(page, /^Next$/);
  await page.keyboard.press("Enter");

  await expect(page.getByRole("heading", { level: 1, name: "Check your answers" })).toBeFocused();
  await expect(page.getByText("The administrators of this Smart Account decide your request.")).toBeVisible();
  await tabTo(page, /^Submit$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Your request was sent" })).toBeFocused();
});

test("a menu opens with Enter, Escape closes it, and before it a link skips to the page", async ({ page }) => {
  await signIn(page, people.employee);
  await open(page, "/requests");
  const menu = page.getByRole("banner").getByRole("link", { name: "Request Access to an Existing Smart Account" });
  await page.locator("summary").first().focus();
  await page.keyboard.press("Enter");
  await expect(menu).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(page.locator("summary").first()).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByRole("link", { name: /^Skip/ })).toBeFocused();
});
