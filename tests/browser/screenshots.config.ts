// Pictures of every page at two widths, for people to look at: `screenshots/`, which is not kept.
import { defineConfig } from "@playwright/test";
import tests from "./playwright.config";

export default defineConfig({ ...tests, testDir: "screens" });
