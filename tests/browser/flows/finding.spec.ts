// Finding what one looks for: filters and orders of the directory, a suggested account, the frame on a phone, and the
// command palette.
import { expect, open, people, ready, signIn, test } from "../support/world";
import type { Page } from "@playwright/test";

test("filters and the order of a column stand in the URL, which reload and Back keep", async ({ page }) => {
  await signIn(page, people.employee, "/directory?q=rail");
  const names = () => page.getByRole("rowheader").getByRole("link").allInnerTexts();
  const heading = (name: string) => page.getByRole("columnheader", { name });
  await expect(heading("Your access")).toHaveAttribute("aria-sort", "other");
  await heading("Domain identifier").getByRole("button").click();
  await expect(page).toHaveURL(/order=identifier$/);
  await ready(page);
  await expect(heading("Domain identifier")).toHaveAttribute("aria-sort", "ascending");
  const up = await names();
  await heading("Domain identifier").getByRole("button").press("Enter");
  await expect(page).toHaveURL(/order=identifier_descending$/);
  await ready(page);
  expect(await names()).not.toEqual(up);

  await page.getByLabel("Your access", { exact: true }).selectOption("With access");
  await expect(page).toHaveURL(/access=held/);
  await ready(page);
  expect(await names()).toEqual(["Northmoor Rail"]);
  await page.reload();
  await ready(page);
  await expect(page.getByLabel("Your access", { exact: true })).toHaveValue("held");
  await page.getByRole("link", { name: "Northmoor Rail", exact: true }).click();
  await page.goBack();
  await ready(page);
  expect(await names()).toEqual(["Northmoor Rail"]);
  // Its options come when it is reached for.
  await page.getByLabel("Country").focus();
  await page.getByLabel("Country").selectOption("France");
  await expect(page.getByRole("heading", { name: "No account fits the filters" })).toBeVisible();
  await page.getByRole("link", { name: "Show all without filters" }).click();
  await ready(page);
  expect((await names()).length).toBeGreaterThan(1);
  await expect(page).toHaveURL(/q=rail&order=identifier_descending$/);
});

test("a pasted web address finds the account", async ({ page }) => {
  await signIn(page, people.employee);
  await page.getByRole("searchbox").fill("https://www.northmoor-rail.com/en");
  await expect(page.getByRole("row", { name: /Northmoor Rail/ })).toBeVisible();
});

test("a newcomer is offered the account of their domain, and comes back to it by the menu", async ({ page }) => {
  await signIn(page, people.newcomer);
  const offer = page.getByRole("region", { name: "Your organisation’s Smart Account" });
  await offer.getByRole("link", { name: "Request access to Northmoor Rail" }).click();
  await expect(page.getByRole("radio", { name: /Entire Smart Account/ })).toBeVisible();
  const menu = page.getByRole("navigation", { name: "Smart Account", exact: true });
  await menu.getByRole("link", { name: "Request Access to an Existing Smart Account" }).click();
  await expect(offer).toBeVisible();
});

for (const width of [390, 320]) {
  test(`at ${width} px the current account can be switched, and what waits is seen`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await askAsNewcomer(page);
    await signIn(page, people.administrator);
    const switcher = page.getByRole("button", { name: /Current Smart Account: Northmoor Rail/ });
    await switcher.click();
    await expect(page.getByRole("option", { name: "Northmoor Rail" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("banner").locator(".badge").first()).toBeVisible();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wide, "nothing is wider than the window").toBe(false);
  });
}

test("the palette is loaded when it is first opened, and goes where it is told by keyboard alone", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.method()} ${request.url()}`));
  await signIn(page, people.employee);
  const isLoaded = () => asked.some((request) => request.includes("/split_command_palette"));
  expect(isLoaded()).toBe(false);
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Account, request, person, page or action" });
  await expect(field).toBeFocused();
  expect(isLoaded()).toBe(true);

  await page.keyboard.type("kestrelbrook ret");
  const option = page.getByRole("option", { name: /Kestrelbrook Retail/ });
  await expect(option).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Kestrelbrook Retail" })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.getByRole("button", { name: "Search and commands" }).click();
  await page.keyboard.type("okeby");
  await expect(page.getByRole("option", { name: /David Okeby/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Search and commands" })).toBeFocused();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("profile");
  await expect(page.getByRole("option").first()).toHaveText(/View profile/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Your profile" })).toBeVisible();

  // Not even the entire identifier of a restricted account is looked up.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("tarnwick-avionics.co.uk");
  await expect(page.getByRole("dialog").getByRole("status")).toHaveText("Nothing found");
  expect(asked.filter((request) => request.includes("entire=") || request.includes("account-look-ups"))).toEqual([]);
});

test("what is typed while the palette is on its way stands in its field, and sets nothing off", async ({ page }) => {
  await signIn(page, people.employee);
  await page.route("**/split_command_palette*.wasm", async (route) => {
    // "?" opens the list of commands where it is no text.
    await page.keyboard.type("retail?");
    await route.continue();
  });
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Account, request, person, page or action" });
  await expect(field).toHaveValue("retail?");
  await expect(field).toBeFocused();
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await page.keyboard.press("Backspace");
  await expect(page.getByRole("option", { name: /Kestrelbrook Retail/ })).toBeVisible();
});

test("the palette finds who has access where one administers, and nobody else's people", async ({ page }) => {
  await signIn(page, people.administrator);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("hartwell");
  await page.getByRole("option", { name: /Emma Hartwell/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Who has access to Northmoor Rail" })).toBeVisible();
  await expect(page.getByRole("row", { name: /Emma Hartwell/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /Priya Sandwell/ })).toHaveCount(0);

  await signIn(page, people.employee);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("sandwell");
  await expect(page.getByRole("dialog").getByRole("status")).toHaveText("Nothing found");
});

test("the palette offers what the present page does", async ({ page }) => {
  await signIn(page, people.employee);
  await open(page, "/directory");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("not listed");
  await page.getByRole("option", { name: /Request access to a Smart Account not listed below/ }).click();
  await expect(page).toHaveURL(/\/request-access$/);
});

async function askAsNewcomer(page: Page): Promise<void> {
  await signIn(page, people.newcomer);
  await page.getByRole("link", { name: "Request access to Northmoor Rail" }).click();
  await page.getByRole("radio", { name: /Entire Smart Account/ }).check();
  await page.getByRole("radio", { name: /^Viewer/ }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page).toHaveURL(/\/requests\/AR-/);
}
