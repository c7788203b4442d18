// The page of components, as a browser gets it from `cargo xtask gallery`, and the classes that it has to show.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";

const ROOT = join(__dirname, "../../..");
const HTML = readFileSync(join(ROOT, "tests/browser/gallery/gallery.html"), "utf8");

/** Classes of the frame around every page, of paper, and of where things stand: no component, and seen on the pages. */
export const LAYOUT_ONLY = ["columns", "only-narrow", "print-foot", "shell", "sidenav", "skip-link"];

/** Opens the page of components; no server has it. */
export async function openGallery(page: Page): Promise<void> {
  const files: Record<string, [string, string]> = {
    "": ["text/html", HTML],
    "style.css": ["text/css", styleSheet()],
    "icons.svg": ["image/svg+xml", readFileSync(join(ROOT, "public/icons.svg"), "utf8")],
  };
  await page.route("https://gallery.test/*", (route) => {
    const [contentType, body] = files[new URL(route.request().url()).pathname.slice(1)] ?? ["text/plain", ""];
    return route.fulfill({ contentType, body });
  });
  await page.goto("https://gallery.test/");
}

/** Every class that a style sheet names. */
export function styledClasses(): string[] {
  const style = styleSheet().replace(/\/\*[^]*?\*\/|"[^"]*"|url\([^)]*\)/g, "");
  return [...new Set([...style.matchAll(/\.([a-z][a-z0-9_-]*)(?=[^{}]*\{)/g)].map(([, name]) => name))].sort();
}

/** Every class that the page of components shows. */
export function shownClasses(): Set<string> {
  return new Set([...HTML.matchAll(/class="([^"]*)"/g)].flatMap(([, names]) => names.split(" ")));
}

function styleSheet(): string {
  const folder = join(ROOT, "style");
  const imports = [...readFileSync(join(folder, "main.css"), "utf8").matchAll(/@import "([^"]+)"/g)].map(([, file]) => file);
  if (imports.length < readdirSync(folder).length - 1) throw new Error("style/main.css imports fewer files than there are");
  return imports.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
}
