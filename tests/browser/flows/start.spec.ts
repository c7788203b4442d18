// Before the app runs, and where it cannot start: what the page says then, in the person's language, and the way on.
import type { Page } from "@playwright/test";
import { expect, open, people, signIn, test } from "../support/world";

const refused = (page: Page) => page.getByRole("alert").filter({ hasText: "This page needs WebAssembly" });
const failed = (page: Page) => page.getByRole("alert").filter({ hasText: "This page could not be started" });
const slow = (page: Page) => page.getByText("The page is still being loaded.");

test("without WebAssembly the page says so at once", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(globalThis, "WebAssembly", { value: undefined }));
  await page.goto("/");
  await expect(refused(page)).toBeVisible();
  await expect(refused(page).getByRole("link", { name: "Reload the page", exact: true })).toBeVisible();
  await expect(page.locator("#starting")).toBeHidden();
  await expect(failed(page)).toBeHidden();
});

test("a policy that forbids WebAssembly is said too", async ({ page }) => {
  await page.route("/", async (route) => {
    const response = await route.fetch();
    const policy = response.headers()["content-security-policy"].replace(" 'wasm-unsafe-eval'", "");
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
  });
  await page.goto("/");
  await expect(refused(page)).toBeVisible();
});

const breakdowns: [string, string, Parameters<Page["route"]>[1]][] = [
  ["a WebAssembly file that does not come", "**/*_bg.wasm", (route) => route.abort()],
  ["a WebAssembly file that somebody on the way refuses", "**/*_bg.wasm", (route) => route.fulfill({ status: 403, body: "Blocked" })],
  ["another page in its place", "**/*_bg.wasm", (route) => route.fulfill({ contentType: "text/html", body: "<h1>Blocked</h1>" })],
  ["a script that does not come", "**/access-directory-app-*.js", (route) => route.abort()],
  ["another page in the script's place", "**/access-directory-app-*.js", (route) => route.fulfill({ contentType: "text/html", body: "<h1>Blocked</h1>" })],
  ["a script that fails", "**/access-directory-app-*.js", (route) => route.fulfill({ contentType: "text/javascript", body: "export default () => { throw new Error(); }" })],
];

for (const [what, files, answer] of breakdowns) {
  test(`${what} is said, and the reload leads on`, async ({ page }) => {
    await signIn(page, people.employee);
    await page.route(files, answer);
    await page.goto("/directory?q=rail");
    await expect(failed(page)).toBeVisible();
    await expect(page.locator("#starting")).toBeHidden();
    await page.unroute(files);
    await failed(page).getByRole("link", { name: "Reload the page" }).click();
    await expect(page.getByRole("searchbox").first()).toHaveValue("rail");
    await expect(failed(page)).toHaveCount(0);
  });
}

test("a file that is long in coming is said after two seconds, and goes when it has come", async ({ page }) => {
  await signIn(page, people.employee);
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(1_000);
  let come = () => {};
  const coming = new Promise<void>((resolve) => (come = resolve));
  await page.route("**/*_bg.wasm", async (route) => {
    await coming;
    await route.continue();
  });
  await page.goto("/directory", { waitUntil: "commit" });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Access Directory");
  await expect(page.getByRole("status").filter({ hasText: "Loading…" })).toBeVisible();
  await page.clock.runFor(1_900);
  await expect(slow(page)).toBeHidden();
  await page.clock.runFor(200);
  await expect(slow(page)).toBeVisible();
  come();
  await page.clock.resume();
  await expect(page.getByRole("table").first()).toBeVisible();
  await expect(slow(page)).toHaveCount(0);
});

test.describe(() => {
  test.use({ locale: "fr-FR" });

  test("in French the page is French from its first line, and says that it is loading", async ({ page }) => {
    let fail = () => {};
    const failing = new Promise<void>((resolve) => (fail = resolve));
    await page.route("**/access-directory-app-*.js", async (route) => {
      await failing;
      await route.abort();
    });
    await page.goto("/", { waitUntil: "commit" });
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Annuaire des accès");
    await expect(page.getByRole("status").filter({ hasText: "Chargement…" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
    await expect(page.getByText("See which accounts")).toHaveCount(0);
    fail();
    const alert = page.getByRole("alert").filter({ hasText: "Cette page n’a pas pu démarrer" });
    await expect(alert.getByRole("link", { name: "Recharger la page", exact: true })).toBeVisible();
    await expect(alert).not.toContainText("Reload");
  });
});

test.describe(() => {
  test.use({ javaScriptEnabled: false });

  test("where scripts are switched off the page says so in both languages, and does not wait", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Access Directory – Annuaire des accès");
    const needs = page.locator("noscript p");
    await expect(needs).toContainText(["This page needs JavaScript", "Cette page nécessite JavaScript"]);
    await expect(needs.first()).toBeVisible();
    await expect(page.locator("#starting")).toBeHidden();
  });
});

test("a proxy that has changed the type of the file does no harm", async ({ page }) => {
  await page.route("**/*.wasm", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-type": "application/octet-stream" } });
  });
  await signIn(page, people.employee);
  await open(page, "/profile");
  await expect(page.getByRole("heading", { level: 1, name: "Your profile" })).toBeVisible();
  // A part that is still on its way when the page is closed is no failure.
  await page.unrouteAll({ behavior: "ignoreErrors" });
});
