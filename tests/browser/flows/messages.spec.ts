// What a requester and whoever decides write to one another (domain: 3, Messages).
import { another, requestAccess } from "../support/asking";
import { linkIn, mailTo } from "../support/mail";
import { expect, open, people, ready, signIn, test } from "../support/world";

test("a question and its answer, seen in both lists, and the form keeps what was typed", async ({
  page,
  browser,
  baseURL,
  request: api,
}) => {
  await signIn(page, people.newcomer);
  const reference = await requestAccess(page);

  const administrator = await another(browser, baseURL, people.administrator, `/pending-requests/${reference}`);
  const asking = administrator.getByRole("region", { name: "Messages" });
  await asking.getByRole("button", { name: "Send Message" }).click();
  await expect(asking.locator(".error-summary")).toContainText("Your message");
  await asking.getByRole("textbox", { name: /Your message/ }).fill("Which team are you in?");
  await asking.getByRole("checkbox", { name: /Ask for information/ }).check();
  await asking.getByRole("button", { name: "Send Message" }).click();
  await expect(asking.getByText("Your message was sent.")).toBeVisible();
  await expect(asking.getByRole("textbox", { name: /Your message/ })).toHaveValue("");
  await expect(asking.getByRole("listitem")).toContainText("Which team are you in?");

  // The requester's open page shows it by itself, and the mail leads there without the text.
  const answering = page.getByRole("region", { name: "Messages" });
  await expect(answering.getByRole("listitem")).toContainText("Which team are you in?");
  await expect(page.getByText("needs information from you")).toBeVisible();
  const mail = await mailTo(api, "grace.whitlow@northmoor-rail.com");
  expect(mail.subject).toContain("Information needed");
  expect(mail.text).not.toContain("Which team");
  expect(mail.text).not.toContain("Okeby");
  expect(linkIn(mail)).toContain(`/requests/${reference}`);

  await answering.getByRole("textbox", { name: /Your message/ }).fill("Planning, since Monday");
  await page.reload();
  await ready(page);
  await expect(answering.getByRole("textbox", { name: /Your message/ })).toHaveValue("Planning, since Monday");
  await open(page, "/requests");
  await expect(page.getByRole("row", { name: /Northmoor Rail/ })).toContainText("Information requested");
  await page.goBack();
  await ready(page);
  await answering.getByRole("button", { name: "Send Message" }).click();
  await expect(answering.getByRole("listitem").last()).toContainText("Planning, since Monday");

  await expect(asking.getByRole("listitem").last()).toContainText("Planning, since Monday");
  await open(administrator, "/pending-requests");
  await expect(administrator.getByRole("row", { name: /Grace Whitlow/ })).toContainText("Information provided");
});
