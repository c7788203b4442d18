// The directory, and asking for access both ways: what a requester sees until the request is sent.
import { expect } from "@playwright/test";
import { within, type Journey, type Traveller } from "../journey";

export const requesting: Journey[] = [
  {
    name: "directory",
    walk: async (her) => {
      await her.be("employee", "/directory");
      await her.see("directory");
      await her.button("directory-open", { name: "Northmoor Rail" }).click();
      await expect(her.page.getByRole("tree")).toBeVisible();
      await her.see("directory-row-open");
      await her.page.keyboard.press("Escape");
      await her.page.getByRole("banner").locator("summary").first().click();
      await her.see("menu");
      await her.page.keyboard.press("Escape");
      await her.page.getByRole("banner").locator("summary").last().click();
      await her.see("menu-of-the-person");
      await her.page.keyboard.press("Escape");
      await her.page.getByRole("button", { name: within(her.t("switcher-label")) }).click();
      await expect(her.page.getByRole("combobox", { name: her.t("switcher-search") })).toBeVisible();
      await her.see("switcher");
    },
  },
  {
    name: "searching",
    walk: async (her) => {
      await her.be("employee", "/directory?q=kestrelbrook");
      await her.see("directory-of-strangers");
      await her.open("/directory?q=nothing-like-this&entire=true");
      await her.see("directory-nothing-found");
      await her.open("/no/such/page");
      await her.see("not-found");
      await her.page.route("**/api/v1/access-requests", (route) => route.abort());
      await her.open("/requests");
      await expect(her.button("action-retry").first()).toBeVisible();
      await her.see("load-failure");
    },
  },
  {
    name: "account",
    walk: async (her) => {
      await her.be("employee", "/directory");
      await her.page.getByRole("link", { name: "Northmoor Rail", exact: true }).click();
      await expect(her.page.getByRole("tree")).toBeVisible();
      await her.see("account");
      await her.be("employee", "/directory?q=kestrelbrook");
      await her.page.getByRole("link", { name: "Kestrelbrook Labs", exact: true }).click();
      await expect(her.page.getByRole("heading", { level: 1 })).toHaveText("Kestrelbrook Labs");
      await her.see("account-of-strangers");
      await her.open("/accounts/no-such-account");
      await her.see("account-not-found");
    },
  },
  {
    name: "wizard",
    walk: async (her) => {
      await her.be("employee", "/directory");
      await her.link("request-access-to", { name: "Northmoor Rail" }).first().click();
      await her.button("action-next").click();
      await expect(her.page.getByRole("group").first()).toBeVisible();
      await her.see("wizard-access-wrong");
      await her.radio("scope-selected", {}).check();
      await her.button("action-next").click();
      await expect(her.page.getByRole("tree")).toBeVisible();
      await her.button("action-next").click();
      await her.see("wizard-virtual-accounts-wrong");
      await her.page.getByRole("treeitem", { name: "Corporate", exact: true }).focus();
      await her.page.keyboard.press("Space");
      await her.page.getByRole("combobox", { name: her.t("request-role-for", { name: "Corporate" }) }).selectOption("viewer");
      await her.see("wizard-virtual-accounts");
      await her.button("action-next").click();
      await expect(her.page.getByRole("heading", { name: her.t("request-what-happens") })).toBeVisible();
      await her.see("wizard-check");
      await her.button("action-submit").click();
      await expect(her.page.getByRole("heading", { name: her.t("requests-sent") })).toBeVisible();
      await her.see("wizard-sent");
    },
  },
  {
    name: "by identifier",
    walk: async (him) => {
      await him.be("partner", "/request-access");
      await him.see("by-identifier");
      await him.button("action-submit").click();
      await him.see("by-identifier-wrong");
      await lookUp(him, "no-such-account-anywhere.com");
      await expect(him.page.getByText(/no-such-account-anywhere/).last()).toBeVisible();
      await him.see("by-identifier-nothing-found");
      await lookUp(him, "kestrelbrook.com");
      await expect(him.dialog()).toBeVisible();
      await him.see("by-identifier-several");
      await him.dialog().getByRole("radio", { name: /Labs/ }).check();
      await him.button("action-ok").click();
      await him.button("action-next").click();
      await him.see("by-identifier-reason-wrong");
    },
  },
  {
    name: "by identifier, sent",
    walk: async (him) => {
      await him.be("partner", "/request-access");
      await lookUp(him, "labs.kestrelbrook.com");
      await him.field("request-reason").fill("We run their licence renewals.");
      await him.button("action-next").click();
      await expect(him.page.getByRole("heading", { name: him.t("request-what-happens") })).toBeVisible();
      await him.see("by-identifier-check");
      await him.button("by-identifier-send").click();
      await expect(him.page.getByRole("heading", { name: him.t("requests-sent") })).toBeVisible();
      await him.see("by-identifier-sent");
      await him.open("/request-access");
      await lookUp(him, "labs.kestrelbrook.com");
      await expect(him.link("request-open-link")).toBeVisible();
      await him.see("by-identifier-asked-already");
    },
  },
  {
    name: "obstacles",
    walk: async (him) => {
      await him.be("incompleteProfile", "/request-access");
      await him.see("by-identifier-incomplete-profile");
      await him.be("newcomer", "/create-smart-account");
      await expect(him.page.getByText(him.t("new-account-not-yet"))).toBeVisible();
      await him.see("newcomer-create");
      await him.be("internal", "/directory?q=northmoor");
      await him.see("internal-directory");
      await him.open("/create-smart-account");
      await him.see("internal-create");
      await him.open("/request-access");
      await him.see("internal-request-access");
    },
  },
];

/** Submits an identifier on the page that asks for one. */
export async function lookUp(traveller: Traveller, identifier: string): Promise<void> {
  await traveller.field("by-identifier-field").fill(identifier);
  await traveller.button("action-submit").click();
}
