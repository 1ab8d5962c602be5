// Opens HTML files in Chromium and prints what axe-core finds in each, as JSON.
// node browser.js <folder with node_modules> <chromium> <views as JSON> <file>...
const { readFileSync } = require("fs");
const { join } = require("path");
const { pathToFileURL } = require("url");

const [modules, executablePath, views, ...files] = process.argv.slice(2);
const { chromium } = require(join(modules, "node_modules", "playwright-core"));
const axe = readFileSync(join(modules, "node_modules", "axe-core", "axe.min.js"), "utf8");
const args = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

async function look(browser, file, view) {
  const context = await browser.newContext({ ...view, bypassCSP: true });
  const page = await context.newPage();
  const requests = [], messages = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => messages.push(message.text()));
  page.on("pageerror", (error) => messages.push(String(error)));
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document));
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await context.close();
  const violations = found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`);
  return { file, ...view, violations, passes: found.passes.length, requests: requests.length, messages, sideways };
}

(async () => {
  const browser = await chromium.launch({ executablePath, args });
  const seen = [];
  for (const file of files) for (const view of JSON.parse(views)) seen.push(await look(browser, file, view));
  await browser.close();
  console.log(JSON.stringify(seen));
})();
