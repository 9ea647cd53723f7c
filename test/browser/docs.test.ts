/** The page about the interface: whole, from our own origin alone, and good to use with a keyboard and a screen reader. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { openApi } from "../../server/http/openapi.ts";
import { type Running, startServer } from "../../server/http/start.ts";
import { launched } from "./chromium.ts";

let browser: Browser;
let server: Running | undefined;
let folder = "";
let page: Page;
const complaints: string[] = [];
const requested: string[] = [];
let origin = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "draaiboek-docs-"));
  const source = fileURLToPath(new URL("../../", import.meta.url));
  const places = { data: join(folder, "data"), keys: join(folder, "keys"), source };
  server = await startServer({ port: 0, ...places, mode: "development" }, { report() {} });
  origin = server.url;
  browser = await launched();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => requested.push(request.url()));
  await page.goto(`${origin}/v1/docs`);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

const operations = Object.entries(openApi()["paths"] as { [path: string]: { [method: string]: JsonObject } }).flatMap(
  ([path, methods]) => Object.entries(methods).map(([method, is]) => ({ name: `${method.toUpperCase()} ${path}`, is })),
);

/** Runs in the page: what is said there is plain JavaScript. */
function ask<T>(script: string): Promise<T> {
  return page.evaluate(script) as Promise<T>;
}

describe("The page about the interface", () => {
  it("is given to anybody, breaks no rule of its policy, and asks nobody else for anything", async () => {
    const answer = await fetch(`${origin}/v1/docs`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(answer.headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(complaints.filter((one) => !one.includes("favicon"))).toEqual([]);
    const pages = requested.filter((url) => !url.endsWith("/favicon.ico"));
    expect(pages).toEqual([`${origin}/v1/docs`, `${origin}/v1/docs/style.css`]);
    expect(await ask("getComputedStyle(document.querySelector('article')).borderTopStyle")).toBe("solid");
  });

  it("has every operation of the description, with its sentence, what is sent, and what can be answered", async () => {
    const shown = await ask<string[]>(
      "[...document.querySelectorAll('article h3:has(.method)')].map((one) => one.textContent)",
    );
    expect([...shown].sort()).toEqual(operations.map(({ name }) => name).sort());
    for (const { name, is } of operations) {
      const article = `document.getElementById(${JSON.stringify(is["operationId"])}).closest("article")`;
      const said = await ask<string>(`${article}.textContent`);
      expect([name, said.includes(String(is["summary"]))]).toEqual([name, true]);
      const codes = await ask<string[]>(
        `[...${article}.querySelectorAll("table:last-of-type tbody th")].map((one) => one.textContent)`,
      );
      expect([name, codes]).toEqual([name, expect.arrayContaining(Object.keys(is["responses"] as object))]);
      const body = is["requestBody"] as
        | { content: { [media: string]: { examples: { [name: string]: { value: object } } } } }
        | undefined;
      const examples = Object.values(body?.content["application/json"]?.examples ?? {}).map(({ value }) => value);
      const blocks = await ask<string[]>(`[...${article}.querySelectorAll("pre")].map((one) => one.textContent)`);
      expect([name, blocks.map((one) => JSON.parse(one))]).toEqual([name, examples]);
    }
  });

  it("has landmarks, one first heading, no level left out, names for all tables, and no dead link", async () => {
    expect(await ask("document.documentElement.lang")).toBe("nl");
    expect(await ask("['header','nav','main','footer'].map((one) => document.querySelectorAll(one).length)")).toEqual([
      1, 1, 1, 1,
    ]);
    const levels = await ask<number[]>(
      "[...document.querySelectorAll('h1,h2,h3,h4')].map((one) => Number(one.tagName[1]))",
    );
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1)).toEqual([]);
    expect(
      await ask(
        "[...document.querySelectorAll('table')].filter((one) => !one.caption?.textContent || one.querySelectorAll('th[scope]').length === 0).length",
      ),
    ).toBe(0);
    expect(
      await ask(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map((one) => one.getAttribute('href').slice(1)).filter((id) => !document.getElementById(id))",
      ),
    ).toEqual([]);
    expect(
      await ask(
        "[...document.querySelectorAll('[id]')].map((one) => one.id).filter((id, at, all) => all.indexOf(id) !== at)",
      ),
    ).toEqual([]);
    expect(
      await ask(
        "[...document.querySelectorAll('[aria-labelledby]')].filter((one) => !document.getElementById(one.getAttribute('aria-labelledby'))).length",
      ),
    ).toBe(0);
  });

  it("is walked through by keyboard: first past the list, then the list, then each block, and the place can be seen", async () => {
    const where = "(() => { const at = document.activeElement; return at.textContent.trim().slice(0, 60); })()";
    await page.keyboard.press("Tab");
    expect(await ask(where)).toBe("Naar de inhoud");
    expect(await ask("document.activeElement.getBoundingClientRect().left >= 0")).toBe(true);
    await page.keyboard.press("Tab");
    expect(await ask(where)).toBe("de beschrijving als OpenAPI 3.1");
    await page.keyboard.press("Tab");
    const first = await ask<string>("document.querySelector('nav a').textContent");
    expect(await ask(where)).toBe(first);
    expect(await ask("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
    const order = await ask<boolean>(
      "[...document.querySelectorAll('a,[tabindex]')].every((one) => one.tabIndex <= 0 || one.tabIndex === 0)",
    );
    expect(order).toBe(true);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    expect(await ask("location.hash")).toBe("#content");
    await page.keyboard.press("Tab");
    expect(await ask("document.activeElement.closest('main') !== null")).toBe(true);
  });

  it("has letters that stand out enough, in light and in dark", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect([colorScheme, await ask<string[]>(CONTRAST)]).toEqual([colorScheme, []]);
    }
    await page.emulateMedia({ colorScheme: "light" });
  });

  it("fits a narrow screen: only tables and examples scroll sideways", async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await ask("document.documentElement.scrollWidth <= 360")).toBe(true);
    await page.setViewportSize({ width: 1280, height: 900 });
  });
});

/** In the page: texts with a contrast under 4.5 to what lies behind them (WCAG 2.2, 1.4.3). */
const CONTRAST = `(() => {
  const parts = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = parts(color).map((one) => { const s = one / 255; return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (one) => { for (let at = one; at; at = at.parentElement) { const color = getComputedStyle(at).backgroundColor; if ((parts(color)[3] ?? 1) > 0) return color; } return "rgb(255,255,255)"; };
  const wrong = new Set();
  for (const one of document.querySelectorAll("body *")) {
    if (![...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== "")) continue;
    const [a, b] = [light(getComputedStyle(one).color), light(behind(one))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) wrong.add(one.tagName + "." + one.className + " " + ratio.toFixed(2));
  }
  return [...wrong];
})()`;
