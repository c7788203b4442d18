// Asking for a new account, deciding about it, and the server's own pages.
import { expect } from "@playwright/test";
import { within, type Journey, type Traveller } from "../journey";
import { linkIn, mailTo } from "../mail";
import { colleague, customer, invited } from "../new-account";

export const newAccount: Journey[] = [
  {
    name: "asking for an account",
    walk: async (him) => {
      await him.be("partner", "/directory");
      await him.button("new-account-create").click();
      await him.see("new-account-menu");
      await him.page.getByRole("menuitem", { name: him.t("new-account-for-customer") }).click();
      await him.see("new-account");
      await him.field("new-account-added-users").fill("wrong@, adele@marlowe-optics.com ");
      await him.button("new-account-review").click();
      await him.see("new-account-wrong");
      await him.button("chips-remove", { address: "wrong@" }).click();
      await fill(him, "marlowe-optics.com");
      await him.button("new-account-review").click();
      await expect(him.dialog()).toBeVisible();
      await him.see("new-account-review");
      await him.dialog().getByRole("button", { name: him.t("new-account-send") }).click();
      await expect(him.page.getByText(him.t("new-account-complete")).first()).toBeVisible();
      await him.see("new-account-complete");
    },
  },
  {
    name: "following an account",
    walk: async (him) => {
      const reference = await askForAccount(him);
      await him.open(`/account-requests/${reference}`);
      await him.see("account-request");
      await him.open("/requests");
      await him.see("requests-of-accounts");
      const other = await him.another();
      await prove(other, customer);
      await other.button("account-pending-deny").click();
      await other.dialog().getByRole("button", { name: other.t("account-pending-deny") }).click();
      await other.see("pending-account-deny-wrong");
      await other.dialog().getByRole("textbox").fill("We have an account elsewhere.");
      await other.dialog().getByRole("button", { name: other.t("account-pending-deny") }).click();
      await expect(other.page.getByRole("heading", { name: other.t("account-pending-denied") })).toBeVisible();
      await other.see("pending-account-denied");
      await him.open(`/account-requests/${reference}`);
      await expect(him.page.getByText("We have an account elsewhere.").first()).toBeVisible();
      await him.see("account-request-denied");
    },
  },
  {
    name: "an account withdrawn",
    walk: async (him) => {
      const reference = await askForAccount(him);
      await him.open("/requests?status=declined");
      await him.see("requests-filtered-away");
      await him.open(`/requests?q=${reference.slice(3)}`);
      await him.page.getByRole("row", { name: reference }).getByRole("button").last().click();
      await expect(him.dialog()).toBeVisible();
      await him.see("requests-withdraw");
      await him.dialog().getByRole("button", { name: him.t("account-request-withdraw-confirm") }).click();
      await expect(him.page.getByText(him.t("account-request-withdrawn"))).toBeVisible();
      await him.see("requests-withdrawn");
      await him.open(`/account-requests/${reference}`);
      await him.see("account-request-withdrawn");
    },
  },
  {
    name: "an account with many added users",
    walk: async (him) => {
      const added = Array.from({ length: 50 }, (_, at) => `user-${at}@${at % 9 ? "marlowe-optics.com" : "elsewhere.example"}`);
      await askForAccount(him, added.join(" "), "new-account-review-of-many");
      const other = await him.another();
      await prove(other, customer);
      await expect(other.button("account-pending-deny")).toBeVisible();
      await other.see("pending-account-of-many");
      await other.button("account-pending-create").click();
      await other.dialog().locator("summary").first().click();
      await other.dialog().getByRole("combobox").first().selectOption({ index: 2 });
      await other.see("pending-account-choosing");
      await other.dialog().getByRole("button", { name: other.t("account-pending-create") }).click();
      await expect(other.page.getByRole("heading", { name: other.t("account-pending-created") })).toBeVisible();
      await him.open("/requests");
      await him.page.getByRole("link", { name: "Marlowe Optics" }).last().click();
      await him.page.getByRole("main").locator("summary").first().click();
      await him.see("account-request-of-many");
    },
  },
  {
    name: "an account to decide",
    walk: async (him) => {
      await askForAccount(him);
      const other = await him.another();
      await prove(other, customer);
      await expect(other.button("account-pending-deny")).toBeVisible();
      await other.see("pending-account");
      await other.button("account-pending-forward").click();
      await other.see("pending-account-forward");
      await other.page.keyboard.press("Escape");
      await other.button("account-pending-create").click();
      await other.see("pending-account-approve");
      await other.dialog().getByRole("button", { name: other.t("account-pending-create") }).click();
      await expect(other.page.getByRole("heading", { name: other.t("account-pending-created") })).toBeVisible();
      await other.see("pending-account-created");
    },
  },
  {
    name: "an account forwarded",
    walk: async (him) => {
      const reference = await askForAccount(him);
      const other = await him.another();
      await prove(other, customer);
      await other.open("/pending-requests");
      await other.see("pending-accounts");
      await other.open(`/pending-account-requests/${reference}`);
      await other.button("account-pending-forward").click();
      await other.dialog().getByRole("textbox").first().fill(colleague);
      await other.dialog().getByRole("button", { name: other.t("account-pending-forward") }).click();
      await expect(other.page.getByRole("heading", { name: other.t("account-pending-forwarded") })).toBeVisible();
      await other.see("pending-account-forwarded");
    },
  },
  {
    name: "an invitation",
    walk: async (him) => {
      await askForAccount(him, invited);
      const other = await him.another();
      await prove(other, customer);
      await other.button("account-pending-create").click();
      await other.dialog().getByRole("button", { name: other.t("account-pending-create") }).click();
      await expect(other.page.getByRole("heading", { name: other.t("account-pending-created") })).toBeVisible();
      const path = linkIn(await mailTo(him.api, invited));
      const guest = await him.another();
      await guest.be("newcomer", path);
      await guest.see("invitation-not-yours");
      await guest.be("publicMailbox", path);
      await guest.see("invitation");
      await guest.button("invitation-decline").click();
      await guest.see("invitation-decline");
      await guest.page.keyboard.press("Escape");
      await guest.button("invitation-accept").click();
      await expect(guest.link("invitation-open-account")).toBeVisible();
      await guest.see("invitation-accepted");
    },
  },
  {
    name: "signing in",
    walk: async (them) => {
      const { page } = them;
      await page.goto("/sign-in");
      await them.see("sign-in");
      await page.goto("/sign-in?link=no-such-link");
      await them.see("sign-in-link-expired");
      await page.goto("/sign-in/code");
      await them.see("sign-in-by-code");
      await them.field("sign-in-email").fill("zoe@nowhere-yet.com");
      await them.button("proof-send").click();
      await expect(them.field("proof-code")).toBeFocused();
      await them.see("sign-in-code");
      await them.field("proof-code").fill("00000000");
      await them.button("proof-continue").click();
      await them.see("sign-in-code-wrong");
    },
  },
  {
    name: "a link in a mail",
    walk: async (them) => {
      await askForAccount(them);
      await them.page.goto("/sample/mail");
      await them.see("sample-mail");
      const other = await them.another();
      await other.page.goto(linkIn(await mailTo(them.api, customer)));
      await other.see("link");
      await other.button("proof-send").click();
      await expect(other.field("proof-code")).toBeVisible();
      await other.see("link-code");
      await other.page.goto("/account-request-links/no-such-link");
      await other.see("link-unknown");
    },
  },
];

/** The partner asks for an account, and shows the review under a name where one is given; gives the reference. */
async function askForAccount(him: Traveller, added?: string, seen?: string): Promise<string> {
  await him.be("partner", "/create-smart-account");
  await fill(him, "marlowe-optics.com", added);
  await him.button("new-account-review").click();
  if (seen) await him.see(seen);
  await him.dialog().getByRole("button", { name: him.t("new-account-send") }).click();
  await expect(him.page.getByText(him.t("new-account-complete")).first()).toBeVisible();
  return (await him.page.getByRole("link", { name: /^AR-/ }).innerText()).trim();
}

/** Fills the form in, in any language. */
async function fill(him: Traveller, identifier: string, added = "adele@marlowe-optics.com"): Promise<void> {
  await him.field("directory-column-name").fill("Marlowe Optics");
  const edit = [him.t("new-account-edit"), him.t("by-identifier-field")].map((words) => within(words).source).join("\\s+");
  await him.page.getByRole("button", { name: new RegExp(edit) }).click();
  await him.field("by-identifier-field").fill(identifier);
  await him.page.getByRole("combobox", { name: within(him.t("account-country")) }).selectOption("GB");
  await him.field("new-account-note-to-approver").fill("They are a part of the group.");
  await him.field("new-account-customer-emails").fill(`${customer} `);
  await him.field("new-account-note-to-customer").fill("As agreed by telephone.");
  await him.field("new-account-added-users").fill(`${added} `);
  await him.field("new-account-note-to-added-users").fill("Welcome aboard.");
}

/** Opens the link of a mail and proves the address with the code that is mailed. */
async function prove(other: Traveller, email: string): Promise<void> {
  await other.page.goto(linkIn(await mailTo(other.api, email)));
  await other.button("proof-send").click();
  const code = (await mailTo(other.api, email)).text.match(/\b\d{8}\b/)![0];
  await other.field("proof-code").fill(code);
  await other.button("proof-continue").click();
  await other.read();
}
