// A server of its own for each worker, its world as new for each test, and the people of the sample world.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";

export const people = {
  employee: "Emma Hartwell",
  administrator: "David Okeby",
  virtualAccountAdministrator: "Priya Sandwell",
  operator: "Ruth Caldwell",
  frenchAdministrator: "Hugues Delannay",
  publicMailbox: "Sam Everby",
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
      await stop(server.process);
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

/** The server that is tested. */
export function binary(): string {
  const path = process.env.BINARY_UNDER_TEST;
  if (!path) throw new Error("BINARY_UNDER_TEST names no server: run `cargo xtask test browser`");
  return path;
}

/** Where a started server says that it listens. */
export function listening(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("exit", (code) => reject(new Error(`the server ended with ${code} before it listened`)));
    let said = "";
    server.stdout!.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = said.match(/listens on (http:\/\/[^/]+)\//);
      if (found) resolve(found[1]);
    });
  });
}

/** Asks the server to end, and waits until it has. */
export async function stop(server: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await ended;
}

async function start(): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), "access-directory-"));
  const child = spawn(binary(), ["serve", "--sample", "--listen", "127.0.0.1:0", "--data", data], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return { url: await listening(child), process: child, data };
}
