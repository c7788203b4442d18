// A server of its own for each worker, its world as new for each test, and the people of the sample world.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";

export const people = {
  employee: "Emma Hartwell",
  newcomer: "Grace Whitlow",
  incompleteProfile: "Jamie Pellow",
  partner: "Marcus Ellerby",
  subsidiary: "Lena Farrow",
  atRestricted: "Owen Tredwell",
  french: "Camille Aubertin",
  withoutAdministrator: "Hannah Briscoe",
  internal: "Nadia Brandreth",
  licensingSupport: "Peter Lowick",
} as const;

type Server = { url: string; process: ChildProcess; data: string };

export const test = base.extend<{ world: void }, { server: Server }>({
  server: [
    async ({}, use) => {
      const server = await start();
      await use(server);
      const ended = new Promise((resolve) => server.process.once("exit", resolve));
      server.process.kill("SIGTERM");
      await ended;
      rmSync(server.data, { recursive: true });
    },
    { scope: "worker" },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  world: [
    async ({ request }, use) => {
      const reset = await request.post("/api/v1/sample/reset");
      expect(reset.status()).toBe(204);
      await use();
    },
    { auto: true },
  ],
});

export { expect };

/** Signs in through the sample world's page and waits until the page that opens is ready. */
export async function signIn(page: Page, name: string, next = "/"): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByRole("button", { name: `Sign in as ${name}` }).click();
  await ready(page);
}

/** Goes to an address of the app and waits until it has nothing more to load. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await ready(page);
}

/** Waits until the page has nothing more to load. */
export async function ready(page: Page): Promise<void> {
  await expect(page.locator("html[data-ready]")).toBeAttached();
}

async function start(): Promise<Server> {
  const binary = process.env.BINARY_UNDER_TEST;
  if (!binary) throw new Error("BINARY_UNDER_TEST names no server: run `cargo xtask test browser`");
  const data = mkdtempSync(join(tmpdir(), "access-directory-"));
  const child = spawn(binary, ["serve", "--sample", "--listen", "127.0.0.1:0", "--data", data], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the server ended with ${code} before it listened`)));
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = said.match(/listens on (http:\/\/[^/]+)\//);
      if (found) resolve(found[1]);
    });
  });
  return { url, process: child, data };
}
