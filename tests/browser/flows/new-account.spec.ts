// A new account for a customer (domain: 4), from the partner's form to the customer's decision.
import type { Page } from "@playwright/test";
import { linkIn, mailTo, standAt } from "../support/mail";
import { another, approve, colleague, customer, fill, partner, prove, request } from "../support/new-account";
import { expect, open, people, ready, signIn, test } from "../support/world";

test("the whole way for a new domain", async ({ page, browser, baseURL, request: api }) => {
  await signIn(page, people.partner);
  await page.getByRole("button", { name: "Create Smart Account" }).click();
  await page.getByRole("menuitem", { name: "Request for a customer" }).click();
  await expect(page.getByRole("heading", { name: "Request a Smart Account for Your Customer" })).toBeFocused();
  await expect(page.getByText("Partner holding accounts cannot be requested here.")).toBeVisible();
  await expect(page.getByLabel("Account domain identifier")).toHaveValue("brightquay-advisory.com");
  await fill(page, "Marlowe-Optics.com");
  await page.getByRole("button", { name: "Review Request" }).click();
  const review = page.getByRole("dialog", { name: "Review Request" });
  for (const text of ["Marlowe Optics", "marlowe-optics.com", customer, "As agreed by telephone.", "Welcome aboard."]) {
    await expect(review.getByText(text).first()).toBeVisible();
  }
  await expect(review.getByText(/The customer decides/)).toBeVisible();
  await review.getByRole("button", { name: "Send Request" }).click();
  await expect(page).toHaveURL(/\/directory/);
  await expect(page.getByRole("heading", { name: "Smart Account Request Complete" })).toBeVisible();
  const row = page.getByRole("row", { name: /Marlowe Optics/ });
  await row.getByRole("link", { name: "Pending" }).click();
  await expect(page.getByRole("heading", { name: /Marlowe Optics/ })).toBeVisible();

  const other = await another(browser, baseURL);
  const offered = await mailTo(api, customer);
  expect(offered.text).toContain("As agreed by telephone.");
  expect(offered.text).not.toContain("part of the group");
  await other.goto(linkIn(offered));
  await expect(other.getByText("c•••@marlowe-optics.com").first()).toBeVisible();
  await expect(other.getByText("Marlowe Optics")).toHaveCount(0);
  await prove(other, api, customer);
  await expect(other).toHaveURL(/\/pending-account-requests\/AR-/);
  // They have given no name yet: the bar makes do with a part of the address, and the page asks for the name.
  await expect(other.getByRole("banner").locator("summary").last()).toHaveText("cora");
  await expect(other.getByText(/Your profile has no name/)).toBeVisible();
  await expect(other.getByRole("main").getByRole("link", { name: "Update profile" })).toBeVisible();
  await approve(other);
  await open(other, "/directory");
  await expect(other.getByRole("row", { name: /Marlowe Optics.*Administrator/ })).toBeVisible();

  // Nobody touches the requester's page.
  await expect(page.getByRole("status").filter({ hasText: "Your Smart Account is active" })).toBeVisible();
  await expect(page).toHaveTitle(/^Your Smart Account is active/);
  await expect(page.getByText("The account was accepted and became active").first()).toBeVisible();
  expect((await mailTo(api, partner)).subject).toContain("Marlowe Optics");
  expect((await mailTo(api, "adele@marlowe-optics.com")).text).toContain("Welcome aboard.");

  // Whoever was added signs in with a code, and has access.
  const added = await another(browser, baseURL);
  await added.goto("/sign-in");
  await added.getByRole("link", { name: /Sign in with a code/ }).click();
  await added.getByLabel("E-mail address").fill("adele@marlowe-optics.com");
  await added.getByRole("button", { name: "Send me a code" }).click();
  const code = (await mailTo(api, "adele@marlowe-optics.com")).text.match(/\b\d{8}\b/)![0];
  await added.getByLabel("Code").fill(code);
  await added.getByRole("button", { name: "Continue" }).click();
  await ready(added);
  await expect(added.getByRole("row", { name: /Marlowe Optics.*User/ })).toBeVisible();
});

test("below a domain that an account holds, its administrators decide first", async ({
  page,
  browser,
  baseURL,
  request: api,
}) => {
  const reference = await request(page, "signals.northmoor-rail.com");
  await open(page, `/account-requests/${reference}`);
  await expect(page.getByText(/administrators of an account with the same domain decide now/)).toBeVisible();

  const asked = await mailTo(api, "david.okeby@northmoor-rail.com");
  expect(asked.text).toContain("They are a part of the group.");
  expect(asked.text).not.toContain("As agreed by telephone.");
  const administrator = await another(browser, baseURL);
  await signIn(administrator, people.administrator, "/pending-requests");
  await expect(administrator.getByRole("row", { name: /Marlowe Optics/ })).toContainText("1 added user, with the role User");
  await administrator.getByRole("link", { name: /Marlowe Optics/ }).click();
  await expect(administrator).toHaveURL(linkIn(asked));
  await administrator.getByRole("button", { name: "Approve", exact: true }).click();
  await administrator.getByRole("dialog").getByRole("button", { name: "Approve", exact: true }).click();
  await expect(administrator.getByRole("heading", { name: "You let this request pass" })).toBeVisible();

  await expect(page.getByText(/The customer’s contacts decide now/)).toBeVisible();
  const other = await another(browser, baseURL);
  await prove(other, api, customer);
  await expect(other.getByText("David Okeby")).toHaveCount(0);
  await approve(other);
});

test("ways lead from one new account that waits to the next, by key as well", async ({ page, browser, baseURL }) => {
  const first = await request(page, "signals.northmoor-rail.com");
  const second = await request(page, "points.northmoor-rail.com");
  const administrator = await another(browser, baseURL);
  await signIn(administrator, people.administrator, `/pending-account-requests/${first}`);
  const ways = administrator.getByRole("navigation", { name: "Requests of the list" });
  await expect(ways.getByText("Request 1 of 2")).toBeVisible();
  await ways.getByRole("link", { name: "Next request" }).click();
  await expect(administrator).toHaveURL(new RegExp(second));
  await expect(ways.getByText("This is the last request of the list.")).toBeVisible();
  await administrator.keyboard.press("p");
  await expect(administrator).toHaveURL(new RegExp(first));
  await expect(ways.getByText("Request 1 of 2")).toBeVisible();
  await administrator.keyboard.press("n");
  await expect(administrator).toHaveURL(new RegExp(second));
});

test("a contact from elsewhere is asked once the operator let it pass", async ({
  page,
  browser,
  baseURL,
  request: api,
}) => {
  const elsewhere = "carl@marlowe-holding.com";
  await signIn(page, people.partner, "/create-smart-account");
  await fill(page, "marlowe-optics.com");
  await page.getByRole("textbox", { name: "Customer e-mail addresses" }).fill(`${elsewhere} `);
  await page.getByRole("button", { name: "Review Request" }).click();
  const review = page.getByRole("dialog", { name: "Review Request" });
  await expect(review.getByText(/The operator of this service decides first/)).toBeVisible();
  await expect(review.getByText(`${elsewhere} is not an address at marlowe-optics.com.`)).toBeVisible();
  await review.getByRole("button", { name: "Send Request" }).click();
  const reference = (await page.getByRole("link", { name: /^AR-/ }).innerText()).trim();
  await open(page, `/account-requests/${reference}`);
  await expect(page.getByText(/The operator of this service decides first/)).toBeVisible();

  const operator = await another(browser, baseURL);
  await signIn(operator, people.operator, "/pending-requests");
  await operator.getByRole("link", { name: /Marlowe Optics/ }).click();
  await operator.locator("summary", { hasText: /^Why\? – \d+ rules?$/ }).first().click();
  await expect(operator.getByText(/Not all of the customer’s contacts have an address of exactly this domain/)).toBeVisible();
  await operator.getByRole("button", { name: "Approve", exact: true }).click();
  await operator.getByRole("dialog").getByRole("button", { name: "Approve", exact: true }).click();
  await expect(operator.getByRole("heading", { name: "You let this request pass" })).toBeVisible();

  await expect(page.getByText(/The customer’s contacts decide now/)).toBeVisible();
  const other = await another(browser, baseURL);
  await prove(other, api, elsewhere);
  await approve(other);
});

test("forwarded, and approved by the second person, while the old link is dead", async ({
  page,
  browser,
  baseURL,
  request: api,
}) => {
  await request(page, "marlowe-optics.com");
  const old = linkIn(await mailTo(api, customer));
  const first = await another(browser, baseURL);
  await prove(first, api, customer);
  await first.getByRole("button", { name: "Forward" }).click();
  const dialog = first.getByRole("dialog");
  await dialog.getByLabel("E-mail address").fill("cyril");
  await dialog.getByRole("button", { name: "Forward" }).click();
  await expect(dialog.locator(".error-summary").getByText(/“cyril”/)).toBeVisible();
  await dialog.getByLabel("E-mail address").fill(colleague);
  await dialog.getByLabel("Note to that person").fill("You decide these.");
  await dialog.getByRole("button", { name: "Forward" }).click();
  await expect(first.getByRole("heading", { name: `You forwarded this request to ${colleague}` })).toBeVisible();
  await expect(first.getByRole("button", { name: "Approve and Create the Account" })).toHaveCount(0);

  const stranger = await another(browser, baseURL);
  const dead = await stranger.goto(old);
  expect(dead!.status()).toBe(410);
  await expect(stranger.getByText(/forwarded to another person/)).toBeVisible();

  const second = await another(browser, baseURL);
  await prove(second, api, colleague);
  await expect(second.getByText("You decide these.").first()).toBeVisible();
  await expect(second.getByText(`To ${colleague}`)).toBeVisible();
  await approve(second);
  await open(first, new URL(first.url()).pathname);
  await expect(first.getByText(colleague).first()).toBeVisible();
  await expect(first.getByText("The account was accepted and became active").first()).toBeVisible();
});

test("denied with a reason, which the requester reads", async ({ page, browser, baseURL, request: api }) => {
  const reference = await request(page, "marlowe-optics.com");
  const other = await another(browser, baseURL);
  await prove(other, api, customer);
  await other.getByRole("button", { name: "Deny Request" }).click();
  const dialog = other.getByRole("dialog");
  await dialog.getByRole("button", { name: "Deny Request" }).click();
  await expect(dialog.locator(".error-summary")).toBeVisible();
  await dialog.getByLabel("Reason for denying").fill("We have an account elsewhere.");
  await dialog.getByRole("button", { name: "Deny Request" }).click();
  await expect(other.getByRole("heading", { name: "You denied this request" })).toBeVisible();
  await open(page, `/account-requests/${reference}`);
  await expect(page.getByText("We have an account elsewhere.")).toBeVisible();
  expect((await mailTo(api, partner)).text).toContain("We have an account elsewhere.");
});

test("it lapses after 90 days, to the second, and a new one is made from it", async ({ page, request: api }) => {
  const reference = await request(page, "marlowe-optics.com");
  const sent = await page.evaluate(async (address) => (await fetch(address)).json(), `/api/v1/account-requests/${reference}`);
  const end = Date.parse(sent.created_at) + 90 * 86_400_000;
  await standAt(api, end - 1000);
  await open(page, `/account-requests/${reference}`);
  await expect(page.getByText("1 day left")).toBeVisible();
  await open(page, "/directory");
  await expect(page.getByRole("row", { name: /Marlowe Optics.*Pending/ })).toBeVisible();
  await standAt(api, end);
  await open(page, "/directory");
  await expect(page.getByRole("row", { name: /Marlowe Optics/ })).toHaveCount(0);
  await open(page, `/account-requests/${reference}`);
  await page.getByRole("link", { name: "Request again" }).or(page.getByRole("button", { name: "Request again" })).click();
  await expect(page.getByLabel("Smart Account name")).toHaveValue("Marlowe Optics");
  await expect(page.getByLabel("Account domain identifier")).toHaveValue("marlowe-optics.com");
  await expect(page.getByLabel("Note to customer")).toHaveValue("As agreed by telephone.");
  await page.getByRole("button", { name: "Review Request" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Send Request" }).click();
  await expect(page.getByRole("row", { name: /Marlowe Optics.*Pending/ })).toBeVisible();
});

test("fifty pasted addresses, three of them bad", async ({ page }) => {
  await signIn(page, people.partner, "/create-smart-account");
  await fill(page, "marlowe-optics.com");
  const good = Array.from({ length: 47 }, (_, n) => `user${n}@marlowe-optics.com`);
  const pasted = [...good.slice(0, 20), "no-at-sign", ...good.slice(20, 40), "a@b", "@marlowe-optics.com", ...good.slice(40)];
  const field = page.getByRole("textbox", { name: /^Users’ e-mail addresses/ });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((text) => navigator.clipboard.writeText(text), pasted.join(";\n"));
  await field.focus();
  await page.keyboard.press("Control+V");
  await expect(page.getByText("48 addresses added, 3 need correcting")).toBeVisible();
  await page.getByRole("button", { name: "Review Request" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText(/no-at-sign/).first()).toBeVisible();
  await page.getByRole("button", { name: "Correct no-at-sign" }).click();
  await expect(field).toHaveValue("no-at-sign");
  await field.fill("late@marlowe-optics.com");
  await field.press("Enter");
  await page.getByRole("button", { name: "Remove a@b", exact: true }).click();
  await page.getByRole("button", { name: "Remove @marlowe-optics.com", exact: true }).click();
  await page.getByRole("button", { name: "Review Request" }).click();
  const review = page.getByRole("dialog", { name: "Review Request" });
  // Many are folded behind their number.
  await expect(review.getByText("user46@marlowe-optics.com")).toBeHidden();
  await review.locator("summary", { hasText: /^\d+ addresses$/ }).click();
  await expect(review.getByText("user46@marlowe-optics.com")).toBeVisible();
  await expect(review.getByText("late@marlowe-optics.com")).toBeVisible();
});

test("what is typed survives a reload, and is erased on sign-out", async ({ page }) => {
  await signIn(page, people.partner, "/create-smart-account");
  await fill(page, "marlowe-optics.com");
  await page.reload();
  await ready(page);
  await expect(page.getByLabel("Smart Account name")).toHaveValue("Marlowe Optics");
  await expect(page.getByLabel("Account domain identifier")).toHaveValue("marlowe-optics.com");
  await expect(page.getByText(customer).first()).toBeVisible();
  await page.locator("summary", { hasText: people.partner }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/sign-in/);
  await signIn(page, people.partner, "/create-smart-account");
  await expect(page.getByLabel("Smart Account name")).toHaveValue("");
});

test("a taken identifier leads to requesting access", async ({ page }) => {
  await signIn(page, people.partner, "/create-smart-account");
  await fill(page, "voltarive.fr");
  await page.getByRole("button", { name: "Review Request" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("link", { name: "Request access to this account" }).first().click();
  await expect(page).toHaveURL(/request-access\?identifier=voltarive\.fr/);
});

test("a newcomer without a role is told why there is no new account for them yet", async ({ page }) => {
  await signIn(page, people.newcomer, "/request-access");
  await expect(page.getByText("You hold no role in any account yet and are not known as a partner")).toBeVisible();
  await expect(page.getByRole("link", { name: "Request a Smart Account for Your Customer" })).toHaveCount(0);
  await open(page, "/create-smart-account");
  await expect(page.getByText("You cannot request a new account yet")).toBeVisible();
  await expect(page.getByLabel("Smart Account name")).toHaveCount(0);
  await page.getByRole("main").getByRole("link", { name: "Request Access to an Existing Smart Account" }).click();
  await expect(page).toHaveURL(/\/request-access$/);
});

test("internal people are told to open a support case", async ({ page }) => {
  await signIn(page, people.internal, "/create-smart-account");
  await expect(page.getByText("Accounts are requested through a support case")).toBeVisible();
  await expect(page.getByLabel("Smart Account name")).toHaveCount(0);
});

test("keyboard only, once through", async ({ page, browser, baseURL, request: api }) => {
  /** Tab until this has the focus. */
  const to = async (page: Page, target: ReturnType<Page["getByRole"]>) => {
    for (let presses = 0; presses < 60; presses++) {
      if (await target.evaluate((node) => node === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`Tab never reached ${target}`);
  };
  await signIn(page, people.partner);
  await to(page, page.getByRole("button", { name: "Create Smart Account" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Request for a customer" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Request a Smart Account for Your Customer" })).toBeFocused();
  await to(page, page.getByRole("textbox", { name: "Smart Account name" }));
  await page.keyboard.type("Marlowe Optics");
  await to(page, page.getByRole("button", { name: "Edit" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Account domain identifier" })).toBeFocused();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("marlowe-optics.com");
  await to(page, page.getByRole("combobox", { name: "Country" }));
  await page.keyboard.type("United K");
  await to(page, page.getByRole("textbox", { name: "Customer e-mail addresses" }));
  await page.keyboard.type(`wrong@@marlowe-optics.com,${customer} `);
  // The wrong one is taken away again.
  await to(page, page.getByRole("textbox", { name: "Note to customer" }));
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByRole("button", { name: "Correct wrong@@marlowe-optics.com" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("button", { name: "Remove wrong@@marlowe-optics.com" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /wrong@@/ })).toHaveCount(0);
  await to(page, page.getByRole("button", { name: "Review Request" }));
  await page.keyboard.press("Enter");
  const review = page.getByRole("dialog", { name: "Review Request" });
  await expect(review).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Review Request" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(review).toBeVisible();
  await to(page, review.getByRole("button", { name: "Send Request" }));
  await page.keyboard.press("Enter");
  await expect(page.locator(":focus")).toContainText("Smart Account Request Complete");

  const other = await another(browser, baseURL);
  await other.goto(linkIn(await mailTo(api, customer)));
  await to(other, other.getByRole("button", { name: "Send me a code" }));
  await other.keyboard.press("Enter");
  await expect(other.getByLabel("Code")).toBeFocused();
  await other.keyboard.type((await mailTo(api, customer)).text.match(/\b\d{8}\b/)![0]);
  await other.keyboard.press("Enter");
  await ready(other);
  await to(other, other.getByRole("button", { name: "Approve and Create the Account" }));
  await other.keyboard.press("Enter");
  await to(other, other.getByRole("dialog").getByRole("button", { name: "Approve and Create the Account" }));
  await other.keyboard.press("Enter");
  await expect(other.locator(":focus")).toContainText("The Smart Account Marlowe Optics is active");
});
