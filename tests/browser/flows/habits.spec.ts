// What people get used to: keys, copying, colours, help, and being told when the server is out of reach.
import { findings, tabTo } from "../support/access";
import { expect, open, people, signIn, test } from "../support/world";

test("/ goes to the search, Escape clears it and leaves, ? lists the commands", async ({ page }) => {
  await signIn(page, people.employee);
  const search = page.getByRole("searchbox");
  await page.keyboard.press("/");
  await expect(search).toBeFocused();
  await page.keyboard.type("foods/?");
  await expect(search).toHaveValue("foods/?");
  await expect(page).toHaveURL(/q=foods/);
  await page.keyboard.press("Escape");
  await expect(search).toHaveValue("");
  await expect(search).toBeFocused();
  await expect(page).toHaveURL(/\/directory$/);
  await page.keyboard.press("Escape");
  await expect(search).not.toBeFocused();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard commands" })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("single keys can be switched off, and on again from the menu", async ({ page }) => {
  await signIn(page, people.employee);
  const dialog = page.getByRole("dialog", { name: "Keyboard commands" });
  await page.keyboard.press("?");
  await dialog.getByRole("checkbox").uncheck();
  await dialog.getByRole("button", { name: "Close" }).click();
  await open(page, "/directory");
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).not.toBeFocused();
  await page.keyboard.press("?");
  await expect(dialog).toBeHidden();
  await page.locator("summary", { hasText: people.employee }).click();
  await page.getByRole("button", { name: "Keyboard commands" }).click();
  await dialog.getByRole("checkbox").check();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  // What is open keeps the keys.
  await expect(page.locator("dialog[open], :popover-open")).toHaveCount(0);
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
});

test("colours are chosen at once, last, and hold on the server's pages too", async ({ page }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.querySelector("main")!).backgroundColor);
  await signIn(page, people.employee, "/profile");
  const light = await ground();
  await page.getByRole("main").getByRole("radio", { name: "Dark" }).check();
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.locator("summary", { hasText: people.employee }).click();
  await expect(page.getByRole("banner").getByRole("radio", { name: "Dark" })).toBeChecked();
  await page.reload();
  expect(await ground()).toBe(dark);
  const cookie = (await page.context().cookies()).find((cookie) => cookie.name === "scheme");
  expect(cookie).toMatchObject({ value: "dark", sameSite: "Strict", path: "/" });
  await page.goto("/sign-in/code");
  expect(await ground()).toBe(dark);
  await open(page, "/profile");
  await page.getByRole("main").getByRole("radio", { name: "System" }).check();
  expect(await ground()).toBe(light);
  expect((await page.context().cookies()).some((cookie) => cookie.name === "scheme")).toBe(false);
});

test("the switcher is a combobox", async ({ page }) => {
  await signIn(page, people.partner);
  const trigger = page.getByRole("button", { name: /^Current Smart Account:/ });
  await trigger.press("Enter");
  const field = page.getByRole("combobox", { name: "Search your Smart Accounts" });
  await expect(field).toBeFocused();
  const options = page.getByRole("listbox").getByRole("option");
  await expect(options.nth(1)).toBeVisible();
  const count = await options.count();
  await expect(page.locator("#switcher").getByRole("status")).toHaveText(`${count} accounts shown`);
  await page.keyboard.press("End");
  await expect(options.last()).toHaveAttribute("aria-selected", "true");
  await expect(field).toHaveAttribute("aria-activedescendant", (await options.last().getAttribute("id"))!);
  await page.keyboard.press("ArrowDown");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowUp");
  await expect(options.last()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Home");
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(field).toBeHidden();
  await expect(trigger).toBeFocused();
  await trigger.press("Enter");
  await expect(options.nth(1)).toBeVisible();
  const name = await options.nth(1).innerText();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeFocused();
  await expect(trigger).toHaveText(new RegExp(name));
});

test("being cut off is said, and what failed loads by itself afterwards", async ({ page, context }) => {
  await signIn(page, people.employee);
  await context.setOffline(true);
  await expect(page.getByText("The server cannot be reached", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Your Access Requests" }).first().click();
  await expect(page.getByRole("button", { name: "Try again" }).first()).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("Connected again")).toBeVisible();
  await expect(page.getByRole("heading", { name: "You have not requested access yet" })).toBeVisible();
});

test("a language that cannot be kept is said on the page", async ({ page }) => {
  await signIn(page, people.employee);
  await page.route("**/api/v1/profile", (route) => route.abort());
  await page.locator("summary", { hasText: people.employee }).click();
  await page.getByRole("button", { name: "Français" }).click();
  await expect(page.getByText("This could not be done")).toBeVisible();
  await expect(page.locator(".status-message").filter({ hasText: "This could not be done" })).toBeFocused();
  await page.getByRole("link", { name: "Your Access Requests" }).first().click();
  await expect(page.getByText("This could not be done")).toBeHidden();
});

test("a role that was chosen and not sent is asked about before the page goes", async ({ page }) => {
  await signIn(page, people.administrator);
  await page.getByRole("link", { name: "Northmoor Rail", exact: true }).click();
  await page.getByRole("link", { name: "Manage access" }).click();
  await page.getByRole("button", { name: /^Change the role Viewer of Emma/ }).click();
  const asked: string[] = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.accept();
  });
  await page.getByRole("dialog").getByRole("combobox").selectOption({ label: "User" });
  await page.reload();
  expect(asked).toEqual(["beforeunload"]);
  await page.getByRole("button", { name: /^Change the role Viewer of Emma/ }).click();
  await page.reload();
  expect(asked).toEqual(["beforeunload"]);
});

test("Back asks before it leaves a dialog with something in it", async ({ page }) => {
  await signIn(page, people.administrator);
  await page.getByRole("link", { name: "Northmoor Rail", exact: true }).click();
  await page.getByRole("link", { name: "Manage access" }).click();
  await page.getByRole("button", { name: /^Change the role Viewer of Emma/ }).click();
  const role = page.getByRole("dialog").getByRole("combobox");
  await role.selectOption({ label: "User" });
  const url = page.url();
  const back = async (answer: "accept" | "dismiss") => {
    const asked = page.waitForEvent("dialog").then((dialog) => dialog[answer]());
    await Promise.all([asked, page.evaluate(() => history.back())]);
  };
  await back("dismiss");
  await expect(role).toHaveValue("user");
  expect(page.url()).toBe(url);
  await role.click();
  await back("accept");
  await expect(page.getByRole("heading", { level: 1, name: "Northmoor Rail" })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a filter forgets accents, and says how many it leaves", async ({ page }) => {
  await signIn(page, people.french);
  await page.getByRole("link", { name: /^Demander l’accès à Voltarive/ }).first().click();
  await page.getByRole("radio", { name: /sélectionnés/ }).check();
  await page.getByRole("button", { name: "Suivant" }).click();
  await page.getByLabel("Filtrer par nom").fill("ile-de");
  await expect(page.getByRole("treeitem", { name: "Île-de-France", exact: true })).toBeVisible();
  await expect(page.getByText(/^\d+ comptes? virtuels? trouvés?$/)).toBeVisible();
  await page.getByLabel("Filtrer par nom").fill("nulle part");
  await expect(page.getByText("Aucun résultat")).toBeVisible();
  await expect(page.getByRole("tree")).toHaveCount(0);
});

test("the several that an identifier finds can be left without losing the place", async ({ page }) => {
  await signIn(page, people.partner, "/request-access");
  const field = page.getByRole("textbox", { name: "Account domain identifier" });
  await field.fill("kestrelbrook.com");
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await expect(field).toBeFocused();
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(field).toBeFocused();
});

test("a receipt carries what was sent, copies its reference and prints", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, people.employee);
  await page.getByRole("link", { name: "Request access to Northmoor Rail" }).first().click();
  await expect(page.getByRole("complementary", { name: "About this step" })).toContainText("What happens next:");
  await page.getByRole("radio", { name: /Entire Smart Account/ }).check();
  await page.getByRole("radio", { name: /^User/ }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Submit" }).click();
  const receipt = page.locator(".receipt");
  await expect(receipt).toContainText("Entire Smart Account – User");
  await expect(receipt).toContainText("Expires");
  const reference = await receipt.locator(".reference").innerText();
  await tabTo(page, /^Copy$/);
  await page.keyboard.press("Enter");
  await expect(receipt.getByRole("status")).toHaveText("Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(reference);
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("#print-foot")).toContainText(reference);
  await expect(page.locator("#print-foot")).toBeVisible();
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
});
