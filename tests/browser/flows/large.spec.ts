// The same flows over an imported directory of 100,000 accounts, signed in by one-time link.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import { ACCOUNTS, BIG, domain, isRestricted, name, write } from "../support/large";
import { binary, listening, ready, stop } from "../support/world";

type Large = { url: string; signInLink: (email: string) => string };

const test = base.extend<object, { large: Large }>({
  large: [
    async ({}, use) => {
      const directory = mkdtempSync(join(tmpdir(), "access-directory-large-"));
      const [files, data] = [join(directory, "files"), join(directory, "data")];
      mkdirSync(files);
      write(files);
      const said = execFileSync(binary(), ["import", files, "--data", data]).toString();
      expect(said).toContain(`accounts: ${ACCOUNTS} new`);
      const server = spawn(binary(), ["serve", "--listen", "127.0.0.1:0", "--data", data], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const url = await listening(server);
      const signInLink = (email: string) => {
        const printed = execFileSync(binary(), ["admin", "sign-in-link", email, "--data", data]).toString().trim();
        return url + new URL(printed).pathname + new URL(printed).search;
      };
      await use({ url, signInLink });
      await stop(server);
      rmSync(directory, { recursive: true });
    },
    // An import of 460,000 rows by an unoptimised binary.
    { scope: "worker", timeout: 240_000 },
  ],
  baseURL: async ({ large }, use) => use(large.url),
});

test.describe.configure({ mode: "serial" });

async function signInByLink(page: Page, large: Large, email: string): Promise<void> {
  await page.goto(large.signInLink(email));
  await page.getByRole("button", { name: "Sign in" }).click();
  await ready(page);
}

test("a frequent and a rare search, and the wizard", async ({ page, large }) => {
  await signInByLink(page, large, `new@${domain(0)}`);
  const search = page.getByRole("searchbox");
  await search.fill("water");
  await expect(page.getByRole("link", { name: "Next page" })).toBeVisible();
  await search.fill(domain(99_980));
  const stranger = page.getByRole("row", { name: new RegExp(name(99_980)) });
  await expect(stranger).toContainText("Hidden until you hold access");
  await search.fill("");
  await page.getByRole("row", { name: new RegExp(`${name(0)} `) }).getByRole("link", { name: /^Request access/ }).click();
  await page.getByRole("radio", { name: /Entire Smart Account/ }).check();
  await page.getByRole("radio", { name: /^User/ }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByText("Your request was sent")).toBeVisible();
});

test("a restricted account by its entire identifier only", async ({ page, large }) => {
  const restricted = 50_004;
  expect(isRestricted(restricted)).toBe(true);
  await signInByLink(page, large, `new@${domain(0)}`);
  const search = page.getByRole("searchbox");
  await search.fill(name(restricted).slice(0, -1));
  await search.press("Enter");
  await expect(page.getByRole("row", { name: new RegExp(name(restricted)) })).toHaveCount(0);
  await search.fill(name(restricted));
  await search.press("Enter");
  await page.getByRole("row", { name: new RegExp(name(restricted)) }).getByRole("link", { name: /^Request access/ }).click();
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByRole("textbox", { name: "Reason for request" }).fill("We share a depot.");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Request Access" }).click();
  await expect(page.getByText("Your request was sent")).toBeVisible();
});

test("ten thousand Virtual Accounts: a filter opens and marks what it finds, and keys go on through it", async ({ page, large }) => {
  await signInByLink(page, large, `new@${domain(BIG)}`);
  await page.getByRole("link", { name: name(BIG), exact: true }).first().click();
  await ready(page);
  await page.goto(`${new URL(page.url()).pathname}/request`);
  await page.getByRole("radio", { name: /Selected Virtual Accounts/ }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await ready(page);
  const tree = page.getByRole("tree");
  const rows = tree.getByRole("treeitem");
  await expect(rows).toHaveCount(11);
  // Of what fits, the first rows are opened, marked and in sight; the way to the rest says how many are left.
  await page.getByRole("searchbox").fill("depot");
  await expect(page.getByText("9,900 Virtual Accounts found")).toBeVisible();
  await expect(rows).toHaveCount(300);
  await expect(tree.locator("mark").first()).toHaveText("Depot");
  await expect(tree.locator("mark")).toHaveCount(300 - 1 - 10);
  const first = tree.getByRole("treeitem", { name: "Depot 01-01-01", exact: true });
  await expect(first).toHaveAttribute("aria-setsize", "30");
  await expect(first).toHaveAttribute("aria-level", "3");
  await page.getByRole("button", { name: "Show 300 more (9,611 left)" }).click();
  await expect(rows).toHaveCount(600);
  await expect(rows.nth(300)).toBeFocused();
  // Ticking a region ticks all in it that fits, drawn or not.
  await page.getByRole("searchbox").fill("depot 03");
  await expect(page.getByText("990 Virtual Accounts found")).toBeVisible();
  await page.getByRole("checkbox", { name: "Also tick the Virtual Accounts below" }).check();
  await rows.first().focus();
  await page.keyboard.press("Space");
  await expect(page.getByText("1,024 Virtual Accounts are ticked.").or(page.getByText("1024 Virtual Accounts are ticked."))).toBeVisible();
});

test("ten thousand Virtual Accounts: parts are loaded as they are opened, and what was ticked is there again", async ({ page, large }) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/virtual-accounts")) asked.push(request.url());
  });
  await signInByLink(page, large, `new@${domain(BIG)}`);
  const account = page.waitForResponse((response) => /\/api\/v1\/accounts\/\w+$/.test(response.url()));
  await page.getByRole("link", { name: name(BIG), exact: true }).first().click();
  expect((await (await account).body()).length).toBeLessThan(10_000);
  await ready(page);
  const rows = page.getByRole("treeitem");
  await expect(rows).toHaveCount(11);
  expect(asked).toHaveLength(0);
  await rows.nth(2).focus();
  await page.keyboard.press("ArrowRight");
  await expect(rows).toHaveCount(11 + 33);
  const unit = page.getByRole("treeitem", { name: "Unit 05", exact: true });
  await expect(unit).toHaveAttribute("aria-posinset", "5");
  await expect(unit).toHaveAttribute("aria-setsize", "33");
  expect(asked).toHaveLength(1);
  // Closed and opened again, it is known.
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowRight");
  await expect(rows).toHaveCount(11 + 33);
  expect(asked).toHaveLength(1);

  await page.goto(`${new URL(page.url()).pathname}/request`);
  await page.getByRole("radio", { name: /Selected Virtual Accounts/ }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await rows.nth(2).focus();
  await page.keyboard.press("ArrowRight");
  await unit.focus();
  await page.keyboard.press("Space");
  await unit.getByRole("combobox").selectOption({ label: "User" });
  await page.reload();
  await ready(page);
  await expect(unit).toHaveAttribute("aria-checked", "true");
  await expect(rows).toHaveCount(11 + 33);
  // A search opens what it finds, and what was ticked is still asked for.
  await page.getByRole("searchbox").fill("depot 07-01-02");
  await expect(page.getByText("1 Virtual Account found")).toBeVisible();
  await expect(rows).toHaveCount(3);
  await expect(page.getByRole("tree").locator("mark")).toHaveText("Depot 07-01-02");
  await rows.nth(2).focus();
  await page.keyboard.press("Space");
  await rows.nth(2).getByRole("combobox").selectOption({ label: "User" });
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByText("Region 02 / Unit 05 – User")).toBeVisible();
  await expect(page.getByText("Region 07 / Unit 01 / Depot 07-01-02 – User")).toBeVisible();
});

test("a sign-in link works once", async ({ page, large }) => {
  const link = large.signInLink(`admin@${domain(0)}`);
  for (const works of [true, false]) {
    await page.goto(link);
    if (works) {
      await page.getByRole("button", { name: "Sign in" }).click();
      await ready(page);
    } else await expect(page.getByText("This sign-in link was already used")).toBeVisible();
  }
});
