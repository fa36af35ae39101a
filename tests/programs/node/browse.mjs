// A page in Chromium: a JSON job on stdin, what was seen on stdout.
// job: {url, chromium, width, dark, keys: ["Tab", …], tabs, picture, whole, axe}
import puppeteer from "puppeteer-core";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { readJob } from "./read_job.mjs";

const job = readJob();
const browser = await puppeteer.launch({
  executablePath: job.chromium,
  args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"],
});
try {
  const page = await browser.newPage();
  const asked = [];
  const said = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  await page.setViewport({ width: job.width, height: 900, deviceScaleFactor: 1 });
  const scheme = { name: "prefers-color-scheme", value: job.dark ? "dark" : "light" };
  await page.emulateMediaFeatures([scheme]);
  await page.goto(job.url);
  for (const key of job.keys || []) await page.keyboard.press(key);
  await page.evaluate(() => new Promise((done) => setTimeout(done, 50)));
  if (job.picture) await page.screenshot({ path: job.picture, fullPage: job.whole });
  const seen = await page.evaluate(() => ({
    shown: [...document.querySelectorAll("article:not([hidden]) h4")].map((each) => each.innerText),
    told: document.getElementById("told")?.innerText,
    focus: document.activeElement?.name || document.activeElement?.tagName,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    ground: getComputedStyle(document.body).backgroundColor,
    text: document.body.innerText,
  }));
  const stops = [];
  for (let count = 0; count < (job.tabs || 0); count += 1) {
    await page.keyboard.press("Tab");
    stops.push(await page.evaluate(() => document.activeElement.name || document.activeElement.tagName));
  }
  const judged = job.axe === false ? {} : await judge(page);
  console.log(JSON.stringify({ ...seen, asked, said, stops, ...judged }));
} finally {
  await browser.close();
}

async function judge(page) {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8"));
  const found = await page.evaluate(() =>
    axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }),
  );
  const violations = found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(" | ")}`,
  );
  return { violations, passes: found.passes.length };
}
