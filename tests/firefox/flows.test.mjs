// The main flows in Firefox (domain: 2, 3 and 4), most of them without a mouse. What Chromium does is in `tests/browser`.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { begin, codeIn, linkIn, mailTo, Person } from "./world.mjs";

let world;
let faults = [];
const enter = () => Person.enter(world, faults);
before(async () => (world = await begin()));
after(() => world?.end());
beforeEach(async () => {
  faults = [];
  const reset = await fetch(`${world.url}/api/v1/sample/reset`, { method: "POST" });
  assert.equal(reset.status, 204);
});
afterEach(() => assert.deepEqual(faults, [], "the console has no errors"));

test("signing in with a code", async () => {
  const her = await enter();
  await her.open("/sign-in?next=/directory");
  await her.press("link", "Sign in with a code");
  await her.type("textbox", "E-mail address", "emma.hartwell@northmoor-rail.com\n");
  const code = await her.find("textbox", "Code");
  await code.type(`${codeIn(await mailTo(world.url, "emma.hartwell@northmoor-rail.com"))}\n`);
  await her.find("link", "Northmoor Rail");
  assert.equal(new URL(her.page.url()).pathname, "/directory");
});

test("asking for access in the wizard, and approving it", async () => {
  const her = await enter();
  await her.be("Emma Hartwell");
  await her.type("searchbox", "Account name or domain", "northmoor");
  await her.press("link", "Request access to Northmoor Rail");
  await her.press("radio", "Entire Smart Account", " ");
  await her.press("radio", "User", " ");
  await her.press("button", "Next");
  await her.says("The administrators of this Smart Account decide your request.");
  await her.press("button", "Submit");
  await her.find("heading", "Your request was sent");

  const he = await enter();
  await he.be("David Okeby", "/pending-requests");
  await he.press("link", "Emma Hartwell");
  await he.press("radio", "Approve as asked", " ");
  await he.press("button", "Approve");
  await he.find("heading", "You approved this request");
  await her.open("/requests");
  await her.says("Access granted");
});

test("a partner requests a new account, and the contact accepts it", async () => {
  const partner = await enter();
  await partner.be("Marcus Ellerby", "/create-smart-account");
  await partner.type("textbox", "Smart Account name", "Marlowe Optics");
  await partner.press("button", "Edit");
  await partner.type("textbox", "Account domain identifier", "marlowe-optics.com");
  await partner.choose("Country", "United Kingdom");
  await partner.type("textbox", "Customer e-mail addresses", "cora@marlowe-optics.com");
  await partner.press("button", "Review Request");
  await partner.find("heading", "Review Request");
  await partner.press("button", "Send Request");
  await partner.find("heading", "Smart Account Request Complete");

  const contact = await enter();
  await contact.open(linkIn(await mailTo(world.url, "cora@marlowe-optics.com")));
  await contact.press("button", "Send me a code");
  const code = await contact.find("textbox", "Code");
  await code.type(`${codeIn(await mailTo(world.url, "cora@marlowe-optics.com"))}\n`);
  await contact.press("button", "Approve and Create the Account");
  await contact.find("heading", "Approve and Create the Account");
  await contact.press("button", "Approve and Create the Account");
  await contact.find("heading", "The Smart Account Marlowe Optics is active");
});

test("a restricted account by its entire identifier, in French", async () => {
  const her = await enter();
  await her.be("Camille Aubertin", "/request-access");
  const identifier = "Identifiant de domaine du compte";
  await her.type("textbox", identifier, "tarnwick-avionics.com\n");
  await her.says("Aucun compte trouvé pour « tarnwick-avionics.com »");
  await (await her.find("textbox", identifier)).evaluate((field) => field.select());
  await her.page.keyboard.type("tarnwick-avionics.co.uk\n");
  await her.type("textbox", "Motif de la demande", "Nous livrons leurs licences.");
  await her.press("button", "Suivant");
  await her.press("button", "Demander l’accès");
  await her.find("heading", "Votre demande a été envoyée");
  assert.equal(await her.page.$eval("html", (html) => html.lang), "fr");
});

test("what was typed is the same in the fields and in the app after a reload", async () => {
  const her = await enter();
  await her.be("Emma Hartwell");
  await her.type("searchbox", "Account name or domain", "northmoor");
  await her.page.waitForFunction(() => location.search.includes("northmoor"));
  await her.page.reload();
  await her.ready();
  const search = await her.find("searchbox", "Account name or domain");
  assert.equal(await search.evaluate((field) => field.value), "northmoor");
  assert.match(await her.page.$eval(".count", (count) => count.textContent), /^1\D/);
  await her.press("link", "Request access to Northmoor Rail");
  await her.press("radio", "Entire Smart Account", " ");
  await her.page.reload();
  await her.ready();
  const entire = await her.find("radio", "Entire Smart Account");
  assert.equal(await entire.evaluate((radio) => radio.checked), true);
  await her.press("radio", "User", " ");
  await her.press("button", "Next");
  await her.says("The administrators of this Smart Account decide your request.");
});

test("after signing out, Back shows nothing of the person", async () => {
  const her = await enter();
  await her.be("Emma Hartwell", "/directory");
  await her.find("link", "Northmoor Rail");
  await her.press("button", "Emma Hartwell");
  await her.press("button", "Sign out");
  await her.page.waitForFunction(() => location.pathname === "/sign-in");
  await her.page.goBack();
  await her.page.waitForFunction(() => location.pathname === "/sign-in");
  assert.match(her.page.url(), /\?next=%2Fdirectory$/);
});
