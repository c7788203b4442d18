// `node measure.mjs ADDRESS BINARY`: Lighthouse over the pages of a sample world at that address, then how quickly the
// app answers on a machine that is four times slower, there and in a world with a big account. Prints every number beside what is asked for, and exits with 1 where one falls
// short.
import puppeteer from "puppeteer-core";
import { serveBig } from "./big.mjs";
import { interactions } from "./interactions.mjs";
import { scores } from "./scores.mjs";

const [address, binary] = process.argv.slice(2);
if (!binary) throw new Error("say where the sample world is: node measure.mjs http://127.0.0.1:PORT BINARY");

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});
try {
  const short = await scores(browser, address);
  const big = await serveBig(binary);
  short.push(...(await interactions(browser, address, big)));
  big.stop();
  for (const line of short) console.log(`falls short: ${line}`);
  process.exitCode = short.length ? 1 : 0;
} finally {
  await browser.close();
}
