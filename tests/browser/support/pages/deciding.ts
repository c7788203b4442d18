// Following a request, deciding it, and managing access.
import { expect } from "@playwright/test";
import { advance } from "../mail";
import { type Journey, type Traveller } from "../journey";
import { lookUp } from "./requesting";

const day = 86_400;

export const deciding: Journey[] = [
  {
    name: "following",
    walk: async (her) => {
      await her.be("newcomer", "/request-access");
      const reference = await ask(her);
      await her.open("/requests");
      await her.see("requests");
      await advance(her.api, 3 * day);
      await her.open(`/requests/${reference}`);
      await expect(her.button("requests-send-reminder")).toBeVisible();
      await her.see("request-reminder-due");
      await her.button("requests-send-reminder").click();
      await expect(her.page.getByText(her.t("requests-reminder-done"))).toBeVisible();
      await her.see("request-reminded");
      await her.button("requests-cancel").click();
      await expect(her.dialog()).toBeVisible();
      await her.see("request-cancel-dialog");
      await her.dialog().getByRole("button", { name: her.t("requests-cancel-confirm") }).click();
      await expect(her.page.getByText(her.t("requests-cancelled"))).toBeVisible();
      await her.see("request-cancelled");
    },
  },
  {
    name: "expired",
    walk: async (her) => {
      await her.be("newcomer", "/requests");
      await her.see("requests-empty");
      await her.open("/request-access");
      const reference = await ask(her);
      await advance(her.api, 30 * day);
      // The session did not outlive the month.
      await her.be("newcomer", `/requests/${reference}`);
      await expect(her.page.getByText(her.t("requests-expired")).first()).toBeVisible();
      await her.see("request-expired");
    },
  },
  {
    name: "several to decide",
    walk: async (her) => {
      await her.be("newcomer", "/request-access");
      await ask(her);
      const other = await her.another();
      await other.be("publicMailbox", "/request-access");
      await lookUp(other, "northmoor-rail.com");
      await other.field("request-reason").fill("I plan their network.");
      await other.button("action-next").click();
      await other.button("by-identifier-send").click();
      await expect(other.page.getByRole("heading", { name: other.t("requests-sent") })).toBeVisible();
      await other.be("administrator", "/pending-requests");
      await other.page.getByRole("checkbox", { name: other.t("pending-select-all") }).check();
      await other.see("pending");
      await other.button("pending-approve-several").click();
      await expect(other.dialog()).toBeVisible();
      await other.see("pending-approve-several");
      await other.page.keyboard.press("Escape");
      await other.button("pending-decline-several").click();
      await expect(other.dialog()).toBeVisible();
      await other.dialog().getByRole("button", { name: other.t("action-decline") }).click();
      await other.see("pending-decline-several-wrong");
      await other.dialog().getByRole("textbox").fill("Ask your own team first.");
      await other.dialog().getByRole("button", { name: other.t("action-decline") }).click();
      await expect(other.dialog().getByRole("button", { name: other.t("action-close") })).toBeVisible();
      await other.see("pending-answers");
    },
  },
  {
    name: "one to decide",
    walk: async (her) => {
      await her.be("newcomer", "/request-access");
      const reference = await ask(her);
      const him = await her.another();
      await him.be("administrator", `/pending-requests/${reference}`);
      await him.button("action-submit").click();
      await him.see("pending-one-wrong");
      await him.radio("pending-other-access", {}).check();
      await him.radio("scope-selected", {}).check();
      await expect(him.page.getByRole("tree")).toBeVisible();
      await him.see("pending-one-other-access");
      await him.radio("pending-as-asked", {}).check();
      await him.button("action-approve").click();
      await expect(him.page.getByRole("heading", { name: him.t("pending-approved") })).toBeVisible();
      await him.see("pending-one-approved");
      await her.open(`/requests/${reference}`);
      await expect(her.page.getByText(her.t("requests-granted-as-asked"))).toBeVisible();
      await her.see("request-approved");
      await him.open("/pending-requests");
      await him.see("pending-empty");
    },
  },
  {
    name: "one declined",
    walk: async (her) => {
      await her.be("newcomer", "/request-access");
      const reference = await ask(her);
      const other = await her.another();
      await other.be("operator", "/operator-queue");
      await other.see("operator-queue-empty");
      await other.be("administrator", `/pending-requests/${reference}`);
      await other.page.getByRole("radio").last().check();
      await other.button("action-decline").click();
      await other.see("pending-one-decline-wrong");
      await other.field("pending-decline-reason").fill("Ask your own team first.");
      await other.button("action-decline").click();
      await expect(other.page.getByRole("heading", { name: other.t("pending-declined") })).toBeVisible();
      await other.see("pending-one-declined");
      await her.open(`/requests/${reference}`);
      await expect(her.page.getByText("Ask your own team first.").first()).toBeVisible();
      await her.see("request-declined");
    },
  },
  {
    name: "managing access",
    walk: async (him) => {
      await him.be("administrator", "/directory");
      await him.page.getByRole("link", { name: "Northmoor Rail", exact: true }).click();
      await him.link("access-manage").click();
      await expect(him.page.getByRole("table")).toBeVisible();
      await him.see("access");
      await him.button("access-change-of").first().click();
      await expect(him.dialog()).toBeVisible();
      await him.see("access-change");
      await him.page.keyboard.press("Escape");
      await him.button("access-remove-of").first().click();
      await expect(him.dialog()).toBeVisible();
      await him.see("access-remove");
      await him.dialog().getByRole("button", { name: him.t("access-remove-confirm") }).click();
      await expect(him.dialog()).toBeHidden();
      await him.see("access-removed");
    },
  },
  {
    name: "profile",
    walk: async (her) => {
      await her.be("employee", "/profile");
      await her.see("profile");
      await her.field("profile-name").fill("");
      await her.button("action-save").click();
      await her.see("profile-wrong");
      await her.field("profile-name").fill("Emma Hartwell");
      await her.button("action-save").click();
      await expect(her.page.getByText(her.t("profile-saved"))).toBeVisible();
      await her.see("profile-saved");
      await her.button("sessions-everywhere-ask").click();
      await expect(her.dialog()).toBeVisible();
      await her.see("profile-sign-out-everywhere");
    },
  },
];

/** Requests the entire account of Northmoor Rail, to whose domain the person belongs; gives the reference. */
export async function ask(traveller: Traveller): Promise<string> {
  await lookUp(traveller, "northmoor-rail.com");
  await traveller.radio("scope-entire", {}).check();
  await traveller.radio("role-name", { role: "user" }).check();
  await traveller.button("action-next").click();
  await traveller.button("action-submit").click();
  await expect(traveller.page.getByRole("heading", { name: traveller.t("requests-sent") })).toBeVisible();
  return new URL(traveller.page.url()).pathname.split("/").pop()!;
}
