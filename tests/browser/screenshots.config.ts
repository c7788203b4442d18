// Pictures of every page and state, for people to look at: `screenshots/`, with a sheet of them all. It is not kept.
import { defineConfig } from "@playwright/test";
import tests from "./playwright.config";

export default defineConfig({
  ...tests,
  testDir: "screens",
  globalTeardown: "./support/sheet.ts",
  use: { ...tests.use, trace: "off" },
});
