// Somebody asks for access, and another person looks at it.
import type { Browser, Page } from "@playwright/test";
import { expect, open, signIn } from "./world";

/** Another person's browser. */
export async function another(browser: Browser, baseURL: string | undefined, name: string, next = "/"): Promise<Page> {
  const page = await (await browser.newContext({ baseURL, locale: "en-GB" })).newPage();
  await signIn(page, name, next);
  return page;
}

/** A newcomer requests access to all of Northmoor Rail; gives the reference. */
export async function requestAccess(page: Page, role = /^User/): Promise<string> {
  await open(page, "/request-access?identifier=northmoor-rail.com");
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByRole("radio", { name: /Entire Smart Account/ }).check();
  await page.getByRole("radio", { name: role }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByText("Your request was sent")).toBeVisible();
  await expect(page).toHaveURL(/\/requests\/AR-/);
  return new URL(page.url()).pathname.split("/").pop()!;
}
