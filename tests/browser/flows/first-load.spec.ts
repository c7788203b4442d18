// What a first visit loads, and how the rest of the app comes when it is needed.
import { expect, open, people, ready, signIn, test } from "../support/world";
import type { Page } from "@playwright/test";

/** With brotli, all included; 1 KB is 1024 bytes. The same number stands in `src/xtask/src/first_load.rs`. */
const BUDGET = 147 * 1024;

type File = { name: string; start: number; bytes: number };

const visitors = [
  { locale: "en-GB", name: people.employee },
  { locale: "fr-FR", name: people.french },
];

for (const { locale, name } of visitors) {
  test.describe(() => {
    test.use({ locale });

    test(`a first visit loads at most 147 KB, in ${locale}`, async ({ page }) => {
      await notingReadiness(page);
      await page.goto("/sign-in?next=/directory");
      await page.getByRole("button", { name: new RegExp(name) }).click();
      await expect(page.getByRole("table").first()).toBeVisible();

      const files = await filesOfTheStart(page);

      const table = files.map(({ name, bytes }) => `${name.padEnd(50)} ${String(bytes).padStart(7)}`);
      const total = files.reduce((sum, file) => sum + file.bytes, 0);
      console.log([...table, `first load in ${locale}: ${Math.ceil(total / 1024)} KB of ${BUDGET / 1024} KB`].join("\n"));
      const kinds = [".html", ".js", ".wasm", ".css", ".svg", "/text/"];
      for (const kind of kinds) {
        const found = files.some((file) => file.name.includes(kind) || (kind === ".html" && file.name === "/directory"));
        expect(found, `${kind} is counted`).toBe(true);
      }
      const names = files.map(({ name }) => name);
      expect(names.filter((name, at) => names.indexOf(name) !== at), "asked for twice").toEqual([]);
      expect(files.filter((file) => /split_|chunk_/.test(file.name))).toEqual([]);
      expect(total).toBeLessThanOrEqual(BUDGET);
    });
  });
}

test("texts and session are asked for once, before the app runs", async ({ page }) => {
  await signIn(page, people.employee);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await open(page, "/directory");
  for (const path of ["/text/en", "/api/v1/session"]) {
    expect(asked.filter((other) => other === path)).toHaveLength(1);
    const started = await page.evaluate((path) => {
      const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
      return entries.find((entry) => new URL(entry.name).pathname === path)?.initiatorType;
    }, path);
    expect(started).toBe("link");
  }
});

test("all parts of the app come once the first page is shown, and pages then open without the server", async ({ page }) => {
  const parts = ["virtual_accounts", "requesting", "deciding", "own_pages"].map((part) => page.waitForResponse(new RegExp(`/split_${part}-`)));
  const sentences = page.waitForResponse("**/text/en/pages");
  await signIn(page, people.employee);
  for (const response of await Promise.all(parts)) {
    expect(response.status()).toBe(200);
    expect(response.headers()["cache-control"]).toContain("immutable");
    await response.finished();
  }
  await (await sentences).finished();
  const later: string[] = [];
  page.on("request", (request) => later.push(request.url()));
  await openProfile(page);
  await expect(page.getByRole("heading", { level: 1, name: "Your profile" })).toBeVisible();
  expect(later.filter((url) => url.endsWith(".wasm") || url.includes("/text/"))).toEqual([]);
});

for (const [part, path] of [
  ["requesting", "/request-access"],
  ["requesting", "/create-smart-account"],
  ["requesting", "/accounts/northmoor/request"],
  ["deciding", "/pending-requests"],
  ["deciding", "/pending-account-requests/AR-0000-0000"],
  ["deciding", "/operator-queue"],
  ["own_pages", "/requests"],
  ["own_pages", "/account-requests/AR-0000-0000"],
  ["own_pages", "/invitations/7k3m"],
  ["own_pages", "/profile"],
  ["own_pages", "/accounts/northmoor"],
  ["own_pages", "/accounts/northmoor/access"],
]) {
  test(`what ${path} needs is asked for before the app runs`, async ({ page }) => {
    await signIn(page, people.administrator);
    await open(page, path);
    const asked = await page.evaluate(() => {
      const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
      const parts = entries.filter((entry) => /\/(split|chunk)_|\/text\//.test(entry.name));
      return parts.map((entry) => ({ name: new URL(entry.name).pathname, by: entry.initiatorType }));
    });
    const own = asked.filter(({ by }) => by === "link").map(({ name }) => name);
    expect(own.length).toBeGreaterThan(1);
    expect(own).toContainEqual(expect.stringContaining(`/split_${part}-`));
    expect(own).toEqual(expect.arrayContaining(["/text/en", "/text/en/pages"]));
    const names = asked.map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at), "asked for twice").toEqual([]);
  });
}

for (const [part, files] of [
  ["a part", "**/split_own_pages-*.wasm"],
  ["what it says", "**/text/en/pages"],
]) {
  test(`${part} that cannot be fetched is announced, and comes when it is tried again`, async ({ page }) => {
    await page.route(files, (route) => route.abort());
    await signIn(page, people.employee);
    await openProfile(page);
    const failed = page.getByRole("alert").filter({ hasText: "This could not be loaded" });
    await expect(failed).toContainText("The server cannot be reached");
    await page.unroute(files);
    await failed.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Your profile" })).toBeVisible();
  });
}

test("a part that only an older build had leads to the newer one", async ({ page }) => {
  await page.route("**/split_own_pages-*.wasm", (route) => route.fulfill({ status: 404, body: "" }));
  await signIn(page, people.employee);
  await page.route("**/api/v1/changes", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "x-build": "another" } });
  });
  await openProfile(page);
  await expect(page.getByRole("alert").filter({ hasText: "There is a newer version" })).toBeVisible();
  await page.unroute("**/split_own_pages-*.wasm");
  await page.unroute("**/api/v1/changes");
  await page.getByRole("status").getByRole("button", { name: "Reload the page" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Your profile" })).toBeVisible();
});

test("nothing jumps while the app starts", async ({ page }) => {
  await page.addInitScript(() => {
    const shifts: number[] = ((window as any).shifts = []);
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as any).value);
    });
    observer.observe({ type: "layout-shift", buffered: true });
  });
  await signIn(page, people.employee);
  await expect(page.getByRole("table").first()).toBeVisible();
  const shifts: number[] = await page.evaluate(() => new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(() => resolve((window as any).shifts)));
  }));
  expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.02);
});

async function openProfile(page: Page): Promise<void> {
  await page.getByRole("banner").getByText(people.employee).click();
  await page.getByRole("link", { name: "View profile" }).click();
}

/** Notes when the page first has nothing more to load. */
async function notingReadiness(page: Page): Promise<void> {
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (!("readyAt" in window) && document.documentElement.hasAttribute("data-ready")) {
        Object.assign(window, { readyAt: performance.now() });
      }
    }).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-ready"] });
  });
}

/** Whatever was asked for before the first page was there, without the person's data, and the document itself. */
async function filesOfTheStart(page: Page): Promise<File[]> {
  await ready(page);
  const files = await page.evaluate((): File[] => {
    const readyAt = (window as unknown as { readyAt: number }).readyAt;
    const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    return (entries as PerformanceResourceTiming[])
      .filter((entry) => entry.startTime < readyAt)
      .map((entry) => ({ name: new URL(entry.name).pathname, start: entry.startTime, bytes: entry.encodedBodySize }));
  });
  return files.filter((file) => !file.name.startsWith("/api/"));
}
