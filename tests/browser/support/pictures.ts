// Where the pictures of pages lie, and the sheet that shows them all. The folder is not kept.
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { settle, widen } from "./layout";

const FOLDER = join(__dirname, "../screenshots");

const WIDTHS = [390, 768, 1280];
const SCHEMES = ["light", "dark"] as const;

/** Takes a state in each colour scheme and width. */
export async function takeAll(page: Page, state: string, language: string): Promise<void> {
  // What a dialog covers is not looked at again.
  const fullPage = !(await page.evaluate(() => document.querySelector("dialog:modal") !== null));
  for (const width of WIDTHS) {
    await widen(page, width);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await settle(page);
      await page.screenshot({ path: join(FOLDER, `${state}.${language}.${colorScheme}.${width}.png`), fullPage });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await widen(page, 1280);
}

/** Writes `index.html`: a row for each page and state, all its pictures side by side. */
export function writeSheet(): void {
  if (!existsSync(FOLDER)) return;
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".png")).sort();
  const states = [...new Set(files.map((file) => file.split(".")[0]))];
  const cell = (file: string) =>
    `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy"><span>${file.split(".").slice(1, -1).join(" ")}</span></a>`;
  const row = (state: string) => {
    const own = files.filter((file) => file.startsWith(`${state}.`));
    return `<section id="${state}"><h2>${state}</h2><div>${own.map(cell).join("")}</div></section>`;
  };
  const style =
    "body{font:14px system-ui;margin:1rem;background:#888}div{display:flex;gap:.5rem;overflow-x:auto}" +
    "a{color:#fff}img{display:block;height:22rem;object-fit:contain;object-position:top;background:#fff}" +
    "nav{columns:6}nav a{display:block}";
  const links = states.map((state) => `<a href="#${state}">${state}</a>`).join("");
  writeFileSync(
    join(FOLDER, "index.html"),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>All pages</title><style>${style}</style>` +
      `<h1>${files.length} pictures of ${states.length} states</h1><nav>${links}</nav>${states.map(row).join("")}</html>`,
  );
}
