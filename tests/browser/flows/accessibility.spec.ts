// axe-core finds nothing on any page (WCAG 2.2 A and AA).
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, open, people, signIn, test } from "../support/world";

async function findings(page: Page): Promise<string[]> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

test("the server's pages", async ({ page }) => {
  await page.goto("/sign-in");
  expect(await findings(page)).toEqual([]);
  await page.goto("/sample/mail");
  expect(await findings(page)).toEqual([]);
});

test("directory, account and wizard", async ({ page }) => {
  await signIn(page, people.employee);
  expect(await findings(page)).toEqual([]);
  await page.getByRole("button", { name: "Show the Virtual Accounts of Northmoor Rail" }).click();
  await expect(page.getByRole("tree")).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.getByRole("link", { name: "Northmoor Rail", exact: true }).click();
  await expect(page.getByRole("tree")).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.getByRole("link", { name: "Request access to Northmoor Rail" }).first().click();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  expect(await findings(page)).toEqual([]);
});

for (const path of ["/request-access", "/requests", "/profile", "/no/such/page", "/directory?q=nothing-like-this"]) {
  test(path, async ({ page }) => {
    await signIn(page, people.french);
    await open(page, path);
    expect(await findings(page)).toEqual([]);
  });
}
