import { readFile } from "node:fs/promises";
import { expect, open, people, ready, signIn, test } from "../support/world";

test("the directory lists one's own accounts with administrators in clear", async ({ page }) => {
  await signIn(page, people.employee);
  await expect(page.getByRole("heading", { level: 1, name: "Access Directory" })).toBeFocused();
  const row = page.getByRole("row", { name: /Northmoor Rail/ });
  await expect(row).toContainText("northmoor-rail.com");
  await expect(row).toContainText("David Okeby");
  await expect(row).toContainText("Viewer");
});

test("searching keeps query and page in the URL, and reload and Back keep their place", async ({ page }) => {
  await signIn(page, people.employee);
  const search = page.getByRole("searchbox", { name: "Account name or domain" });
  await search.pressSequentially("foods");
  await expect(page).toHaveURL(/\?q=foods$/);
  await expect(page.getByRole("row", { name: /Fallowmere Foods/ })).toBeVisible();
  await expect(search).toBeFocused();
  await page.reload();
  await ready(page);
  await expect(search).toHaveValue("foods");
  await page.getByRole("link", { name: "Fallowmere Foods", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Fallowmere Foods" })).toBeFocused();
  await page.goBack();
  await expect(search).toHaveValue("foods");
  await expect(page.getByRole("row", { name: /Fallowmere Foods/ })).toBeVisible();
});

test("a stranger's administrators never leave the server", async ({ page }) => {
  const bodies: string[] = [];
  page.on("response", async (response) => {
    if (response.url().includes("/api/")) bodies.push(await response.text().catch(() => ""));
  });
  await signIn(page, people.employee, "/directory?q=kestrelbrook");
  await expect(page.getByRole("row", { name: /Kestrelbrook Retail/ })).toContainText("Hidden until you hold access");
  const kestrelbrook = bodies.filter((body) => body.includes("Kestrelbrook Retail"));
  expect(kestrelbrook.length).toBeGreaterThan(0);
  for (const body of kestrelbrook) expect(body).not.toMatch(/@[a-z.]*kestrelbrook\.com/);
});

test("a row opens to its Virtual Accounts, and one of them can be requested", async ({ page }) => {
  await signIn(page, people.employee);
  await page.getByRole("button", { name: "Show the Virtual Accounts of Northmoor Rail" }).click();
  const tree = page.getByRole("tree", { name: "Virtual Accounts of Northmoor Rail" });
  await expect(tree.getByRole("treeitem", { name: /^Corporate/ }).first()).toBeVisible();
  await tree.getByRole("link", { name: "Request access to Ireland" }).click();
  await expect(page.getByRole("radio", { name: /Selected Virtual Accounts/ })).toBeChecked();
});

test("what is found can be kept as a file", async ({ page }) => {
  await signIn(page, people.employee, "/directory?q=foods");
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as CSV" }).click();
  const file = await waiting;
  expect(file.suggestedFilename()).toMatch(/^accounts-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(await file.path(), "utf8")).split("\r\n");
  expect(lines[0]).toMatch(/^\uFEFFSmart Account name,Domain identifier,/);
  const names = await page.getByRole("row").getByRole("rowheader").getByRole("link").allInnerTexts();
  expect(names.length).toBeGreaterThan(1);
  expect(lines.slice(1, -1).map((line) => line.split(",")[0])).toEqual(names);
  await expect(page).toHaveURL(/\?q=foods$/);
});

test("a restricted account is found by its entire identifier on Enter, and by nothing less", async ({ page }) => {
  await signIn(page, people.employee);
  const search = page.getByRole("searchbox");
  await search.fill("tarnwick-avionics.co.uk");
  await expect(page.getByText("No account was found for “tarnwick-avionics.co.uk”")).toBeVisible();
  await search.press("Enter");
  await expect(page.getByRole("row", { name: /Tarnwick Avionics/ })).toBeVisible();
  await search.fill("tarnwick-avionics.co");
  await search.press("Enter");
  await expect(page.getByText("No account was found for “tarnwick-avionics.co”")).toBeVisible();
  await expect(page.getByText("Check the spelling")).toBeVisible();
});

test("somebody without any role begins with the account's identifier", async ({ page }) => {
  await signIn(page, people.newcomer);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Request Access to an Existing Smart Account");
  await expect(page).toHaveURL(/\/request-access$/);
});

test("internal staff look, and are sent to a support case", async ({ page }) => {
  await signIn(page, people.internal, "/directory?q=northmoor");
  await expect(page.getByRole("row", { name: /Northmoor Rail/ })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Request access to Northmoor/ })).toHaveCount(0);
  const link = page.getByRole("main").getByRole("link", { name: /case/i });
  await expect(link.first()).toHaveAttribute("href", "https://support.directory.example/licensing");
});

test("the page is in French for a French person", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: `Sign in as ${people.french}` }).click();
  await ready(page);
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Annuaire des accès");
});

test("an unknown address has a page, and a missing file is missing", async ({ page, request }) => {
  await signIn(page, people.employee);
  await open(page, "/no/such/page");
  await expect(page.getByRole("heading", { level: 1, name: "There is no such page" })).toBeVisible();
  expect((await request.get("/no-such-file.js")).status()).toBe(404);
});

test("a failing API says so and loses nothing", async ({ page }) => {
  await signIn(page, people.employee);
  await page.route("**/api/v1/directory**", (route) => route.abort());
  const search = page.getByRole("searchbox");
  await search.fill("harbour");
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await expect(search).toHaveValue("harbour");
  await page.unroute("**/api/v1/directory**");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0);
  await expect(page).toHaveURL(/q=harbour/);
});

test("in a narrow window a mouse finds each Request access where it has a line of its own", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, people.employee);
  await page.getByRole("button", { name: "Show the Virtual Accounts of Northmoor Rail" }).click();
  const shown = page.getByRole("tree").getByRole("link", { name: /^Request access/ });
  await expect(shown.first()).toBeVisible();
  const opacities = await shown.evaluateAll((links) => links.map((link) => getComputedStyle(link).opacity));
  expect(new Set(opacities)).toEqual(new Set(["1"]));
});
