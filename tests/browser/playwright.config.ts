// End-to-end tests: a real browser over the real server with its sample world.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "flows",
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    locale: "en-GB",
    viewport: { width: 1280, height: 900 },
    // What was done and asked for. Frames and copies of every page slow the browser down, and are looked at only where a
    // test fails, of which there is a screenshot.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: false },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    },
  },
});
