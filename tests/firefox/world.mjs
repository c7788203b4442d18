// A server with its sample world, Firefox with it, and what a person does there: by the names that they read.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";

/** Starts both, and says how to end them. */
export async function begin() {
  const data = mkdtempSync(join(tmpdir(), "access-directory-"));
  const server = spawn(needed("BINARY_UNDER_TEST"), ["serve", "--sample", "--listen", "127.0.0.1:0", "--data", data], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await listening(server);
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: needed("FIREFOX"), headless: true });
  const end = async () => {
    await browser.close();
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await ended;
    rmSync(data, { recursive: true });
  };
  return { url, browser, end };
}

/** One person's browser: a context of its own. What its console says of errors is kept. */
export class Person {
  static async enter({ browser, url }, faults) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    page.on("console", (message) => message.type() === "error" && faults.push(`${page.url()}: ${message.text()}`));
    page.on("pageerror", (error) => faults.push(`${page.url()}: ${error}`));
    return new Person(page, url);
  }

  constructor(page, url) {
    Object.assign(this, { page, url });
  }

  async open(path) {
    await this.page.goto(this.url + path);
    await this.ready();
  }

  /** Signs in through the sample world's page. */
  async be(name, path = "/") {
    await this.open(`/sign-in?next=${encodeURIComponent(path)}`);
    await this.press("button", `Sign in as ${name}`);
    await this.ready();
  }

  /** Waits until the page has nothing more to load. */
  async ready() {
    await this.page.waitForSelector("html[data-ready]");
  }

  /** What is seen and not disabled, has this role, and a name that begins so. Under an open dialog nothing is looked for. */
  async find(role, name) {
    const found = await this.page.waitForFunction(look, {}, ROLES[role], name).catch((error) => {
      throw new Error(`no ${role} “${name}” at ${this.page.url()}: ${error.message}`);
    });
    return found.asElement();
  }

  async says(words) {
    await this.find("text", words);
  }

  /** Without a mouse: goes there, and presses the key. */
  async press(role, name, key = "Enter") {
    const found = await this.find(role, name);
    await found.focus();
    await this.page.keyboard.press(key);
  }

  async type(role, name, text) {
    const found = await this.find(role, name);
    await found.focus();
    await this.page.keyboard.type(text);
  }

  async choose(name, option) {
    const found = await this.find("select", name);
    const value = await found.evaluate((select, option) => [...select.options].find(({ text }) => text === option).value, option);
    await found.select(value);
  }
}

/** The elements of a role, as this app has them. */
const ROLES = {
  button: "button, summary",
  heading: "h1, h2",
  link: "a[href]",
  radio: "input[type=radio]",
  row: "tr",
  searchbox: "input[type=search]",
  select: "select",
  text: "h1, h2, p, dt, dd, li, span, td, th",
  textbox: "input[type=text], input[type=email], textarea",
};

/** Runs in the page. */
function look(elements, name) {
  const nameOf = (element) => {
    const label = element.labels?.[0] ?? element;
    return (element.getAttribute("aria-label") ?? label.textContent).replace(/\s+/g, " ").trim();
  };
  const within = document.querySelector("dialog:modal") ?? document;
  const seen = [...within.querySelectorAll(elements)].filter((element) => element.checkVisibility() && !element.disabled);
  return seen.find((element) => nameOf(element).startsWith(name)) ?? null;
}

/** The newest mail to this address. */
export async function mailTo(url, to) {
  const mails = await (await fetch(`${url}/api/v1/sample/mail`)).json();
  const mail = mails.find((mail) => mail.to === to);
  assert(mail, `no mail to ${to}`);
  return mail;
}

/** The code in a mail. */
export function codeIn(mail) {
  return mail.text.match(/\b\d{8}\b/)[0];
}

/** The address of a page in a mail. */
export function linkIn(mail) {
  const url = new URL(mail.text.match(/https?:\/\/\S+/)[0]);
  return url.pathname + url.search;
}

function needed(name) {
  assert(process.env[name], `${name} is not set: run \`cargo xtask test firefox\``);
  return process.env[name];
}

function listening(server) {
  return new Promise((resolve, reject) => {
    server.once("exit", (code) => reject(new Error(`the server ended with ${code} before it listened`)));
    let said = "";
    server.stdout.on("data", (chunk) => {
      said += chunk;
      const found = said.match(/listens on (http:\/\/[^/]+)\//);
      if (found) resolve(found[1]);
    });
  });
}
