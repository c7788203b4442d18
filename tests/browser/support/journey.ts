// What a journey through the product has at hand: somebody's browser in a language, its words, and `see`, which shows
// each state to whoever looks. The journeys are in `pages/`.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { APIRequestContext, Browser, BrowserContextOptions, Page } from "@playwright/test";
import { speakPseudo } from "./pseudo";
import { wordsIn, type Language, type Words } from "./words";
import { people, ready } from "./world";

const POLICY = join(__dirname, "../../../src/rules/policy");
/** The sentences of the rules. They are data of the policy, and the app shows those that it asks itself as they are. */
const RULES = readdirSync(POLICY).flatMap((name) => {
  const sentences = readFileSync(join(POLICY, name), "utf8").matchAll(/<annotationEntry><text>([^<]*)<\/text>/g);
  return [...sentences].map(([, sentence]) => sentence);
});

/** Under these the server sends names, addresses and references. */
const NAMES = /(^|_)(name|path|email|identifier|reference|organisation|virtual_account)$/;

/** Looks at a state. `name` is a file's name as well. */
export type See = (page: Page, name: string, traveller: Traveller) => Promise<void>;

/** A way through pages and states, in any language. */
export type Journey = {
  name: string;
  walk: (traveller: Traveller) => Promise<void>;
};

/** One person's browser. */
export class Traveller {
  readonly t: Words;
  /** Every text that the server sent to it as data, and that was sent to the server. */
  readonly data = new Set<string>(RULES);
  /** Those of them that are names, addresses and references. */
  readonly names = new Set<string>();
  #answers: Promise<void>[] = [];

  constructor(
    readonly page: Page,
    readonly language: Language,
    readonly api: APIRequestContext,
    readonly setting: { browser: Browser; options: BrowserContextOptions; look: See },
  ) {
    this.t = wordsIn(language);
    page.on("response", (response) => {
      if (!new URL(response.url()).pathname.startsWith("/api/")) return;
      this.#collect(response.request().postData());
      this.#answers.push(response.text().then((text) => this.#collect(text), () => {}));
    });
  }

  /** Signs in as a person of the sample world, and goes to a page in this language. */
  async be(who: keyof typeof people, path: string): Promise<void> {
    const { page } = this;
    await page.goto(`/sign-in?next=${encodeURIComponent(path)}`);
    await page.getByRole("button", { name: this.t("sample-sign-in-as", { name: people[who] }) }).click();
    await this.read();
  }

  /** Lets whoever is signed in read the page in this language. */
  async read(): Promise<void> {
    await ready(this.page);
    const isChanged = await this.page.evaluate(async (locale) => {
      // Asked by the page itself, since the browser sends the session's cookie for nobody else.
      const session = await (await fetch("/api/v1/session")).json();
      if (session.person.locale === locale) return false;
      const headers = { "x-anti-forgery-token": session.anti_forgery_token, "content-type": "application/json" };
      const answer = await fetch("/api/v1/profile", { method: "PATCH", headers, body: JSON.stringify({ locale }) });
      if (!answer.ok) throw new Error(`the language was not set: ${await answer.text()}`);
      return true;
    }, this.language === "fr" ? "fr" : "en");
    if (isChanged) await this.open(new URL(this.page.url()).pathname + new URL(this.page.url()).search);
  }

  async open(path: string): Promise<void> {
    await this.page.goto(path);
    await ready(this.page);
  }

  /** Shows the state to whoever looks. */
  async see(name: string): Promise<void> {
    await ready(this.page);
    await Promise.all(this.#answers.splice(0));
    await this.setting.look(this.page, name, this);
  }

  /** Another person's browser, in the same language. */
  async another(): Promise<Traveller> {
    return travel(this.language, this.api, this.setting);
  }

  button(key: string, given?: Record<string, string | number>) {
    return this.page.getByRole("button", { name: this.t(key, given) });
  }

  link(key: string, given?: Record<string, string | number>) {
    return this.page.getByRole("link", { name: this.t(key, given) });
  }

  radio(key: string, given: Record<string, string | number>) {
    return this.page.getByRole("radio", { name: within(this.t(key, given)) });
  }

  /** A field by its label, which may say more. */
  field(key: string) {
    return this.page.getByRole("textbox", { name: within(this.t(key)) });
  }

  dialog() {
    return this.page.getByRole("dialog");
  }

  #collect(json: string | null): void {
    if (!json) return;
    const keep = (value: unknown, key = ""): void => {
      if (typeof value === "string" && NAMES.test(key)) this.names.add(value);
      // Where there is no room for an address, what stands before its @ does.
      if (typeof value === "string" && value.includes("@")) this.data.add(value.split("@")[0]);
      // Words in one piece and in small letters are names of states, which nobody should see.
      if (typeof value === "string" && !/^[a-z_]+$/.test(value)) this.data.add(value);
      else if (value && typeof value === "object") Object.entries(value).forEach(([key, value]) => keep(value, key));
    };
    try {
      keep(JSON.parse(json));
    } catch {
      // Not JSON: a page or nothing.
    }
  }
}

/** A new browser window for this language. */
export async function travel(
  language: Language,
  api: APIRequestContext,
  setting: Traveller["setting"],
): Promise<Traveller> {
  const locale = language === "fr" ? "fr-FR" : "en-GB";
  const context = await setting.browser.newContext({ ...setting.options, locale });
  const page = await context.newPage();
  if (language === "pseudo") await speakPseudo(page);
  return new Traveller(page, language, api, setting);
}

/** The words anywhere in a name. */
export function within(words: RegExp): RegExp {
  return new RegExp(words.source.replace(/^\^|\$$/g, ""));
}
