// Being somebody of the sample world in a browser.

/** Signs in as a person and waits until the page that opens has nothing more to load. */
export async function signIn(page, address, name, path) {
  await page.goto(`${address}/sign-in?next=${encodeURIComponent(path)}`);
  await Promise.all([page.waitForNavigation(), press(page, `Sign in as ${name}`)]);
  await ready(page);
}

export async function open(page, address, path) {
  await page.goto(address + path);
  await ready(page);
}

/** Presses the button or link with this name. */
export async function press(page, name) {
  await page.locator(`::-p-aria(${name})`).click();
}

export async function ready(page) {
  await page.waitForSelector("html[data-ready] main");
}

/** The path of an account's page. */
export async function accountPath(page, name) {
  const link = await page.waitForSelector(`::-p-xpath(//tr//a[normalize-space() = "${name}"])`);
  return link.evaluate((link) => new URL(link.href).pathname);
}
