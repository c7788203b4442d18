// What the browser is told to refuse, seen from within it.
import { expect, open, people, signIn, test } from "../support/world";

test("no page asks for anything that its policy forbids", async ({ page }) => {
  const refused: string[] = [];
  await page.exposeFunction("refused", (what: string) => refused.push(what));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      (window as unknown as { refused: (what: string) => void }).refused(
        `${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}`,
      );
    });
  });
  await signIn(page, people.administrator);
  for (const path of [
    "/directory",
    "/directory?q=kestrelbrook",
    "/request-access?identifier=kestrelbrook.com",
    "/requests",
    "/pending-requests",
    "/create-smart-account",
    "/profile",
    "/nothing-here",
  ]) {
    await open(page, path);
  }
  await page.goto("/sign-in");
  await page.goto("/sample/mail");
  // Seen to notice: what is forbidden is told.
  await page.evaluate(() => document.body.appendChild(document.createElement("script")).append("1"));
  await expect.poll(() => refused.length).toBeGreaterThan(0);
  expect(refused.filter((what) => !/^script-src|^require-trusted-types-for|^default-src: inline/.test(what))).toEqual([]);
  expect(refused.length).toBeLessThan(3);
});

test("nothing makes markup or scripts of text", async ({ page }) => {
  await signIn(page, people.employee);
  await open(page, "/directory");
  const outcomes = await page.evaluate(() => {
    const attempt = (what: () => void) => {
      try {
        what();
        return "done";
      } catch (error) {
        return (error as Error).name;
      }
    };
    const script = document.createElement("script");
    return {
      markup: attempt(() => (document.body.innerHTML = "<b>x</b>")),
      address: attempt(() => (script.src = "https://elsewhere.example/x.js")),
      policy: attempt(() =>
        (window as unknown as { trustedTypes: { createPolicy: (name: string, rules: object) => void } }).trustedTypes
          .createPolicy("default", { createHTML: (text: string) => text }),
      ),
    };
  });
  expect(outcomes).toEqual({ markup: "TypeError", address: "TypeError", policy: "TypeError" });
});

test("no other page shows this one in a frame", async ({ page, server }) => {
  await page.route("https://elsewhere.example/", (route) =>
    route.fulfill({ contentType: "text/html", body: `<iframe src="${server.url}/sign-in"></iframe>` }),
  );
  await page.goto("https://elsewhere.example/");
  const frame = page.frames().find((frame) => frame !== page.mainFrame());
  await expect.poll(() => frame?.url()).toContain("chrome-error:");
});
