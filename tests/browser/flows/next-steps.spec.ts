// A new service: what is still to be done stands on the first operator's first page, in their language, until it is done.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import { binary, listening, ready, stop } from "../support/world";

const OPERATOR = "ruth@operator.example";

const HEADERS = {
  accounts: "name,domain_identifier,country,visibility,kind,status",
  virtual_accounts: "account,path",
  people: "email,name,organisation,country,locale,affiliation,partner,operator",
  grants: "email,account,virtual_account,role",
};

type Rows = Partial<Record<keyof typeof HEADERS, string>>;
type New = { url: string; link: () => string; bring: (rows: Rows) => void };

const test = base.extend<{ service: New }>({
  service: async ({}, use) => {
    const directory = mkdtempSync(join(tmpdir(), "access-directory-new-"));
    const [files, data] = [join(directory, "files"), join(directory, "data")];
    mkdirSync(files);
    const run = (...command: string[]) => execFileSync(binary(), [...command, "--data", data], { stdio: "pipe" }).toString();
    run("admin", "bootstrap", OPERATOR);
    const server = spawn(binary(), ["serve", "--listen", "127.0.0.1:0", "--data", data], { stdio: ["ignore", "pipe", "inherit"] });
    const url = await listening(server);
    const bring = (rows: Rows) => {
      for (const [name, header] of Object.entries(HEADERS)) {
        writeFileSync(join(files, `${name}.csv`), `${header}\n${rows[name as keyof Rows] ?? ""}\n`);
      }
      run("import", files);
    };
    const link = () => {
      const printed = new URL(run("admin", "sign-in-link", OPERATOR).trim());
      return url + printed.pathname + printed.search;
    };
    await use({ url, link, bring });
    await stop(server);
    rmSync(directory, { recursive: true });
  },
  baseURL: async ({ service }, use) => use(service.url),
});

const list = (page: Page, title: string) => page.locator(".notice").filter({ hasText: title });

async function signIn(page: Page, service: New, button: string): Promise<void> {
  await page.goto(service.link());
  await page.getByRole("button", { name: button }).click();
  await ready(page);
}

test("the first operator's first page says what is left, and no longer once it is done", async ({ page, service }) => {
  await signIn(page, service, "Sign in");
  const left = list(page, "What is still to be done");
  await expect(left.getByRole("listitem").getByRole("code")).toHaveText(["access-directory import DIR", "mail.smtp", "mail.from", "public_url"]);
  await expect(left).not.toContainText("`");

  service.bring({ accounts: "Acme,acme.com,GB,listed,customer,active", grants: `${OPERATOR},acme.com,,viewer` });
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  await expect(left.getByRole("listitem").getByRole("code")).toHaveText(["mail.smtp", "mail.from", "public_url"]);

  await page.goto("/directory");
  await ready(page);
  await expect(page.getByRole("row", { name: /Acme/ })).toBeVisible();
  await expect(left.getByRole("listitem")).toHaveCount(2);
  await page.route("**/api/v1/changes", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), next_steps: [] } });
  });
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  await expect(left).toHaveCount(0);
});

test.describe(() => {
  test.use({ locale: "fr-FR" });

  test("the list is in the operator's language", async ({ page, service }) => {
    service.bring({ people: `${OPERATOR},Ruth Caldwell,,FR,fr,external,false,true` });
    await signIn(page, service, "Se connecter");
    await expect(list(page, "Ce qu’il reste à faire").getByRole("listitem").first()).toContainText("importe les comptes");
  });
});
