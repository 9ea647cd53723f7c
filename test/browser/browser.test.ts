/** The engine runs inside the page of a school: small, without code made from text, and with the same outcome. */

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { load } from "../../engine/release/load.ts";
import { machineOf } from "../../engine/release/machine.ts";
import { stepsOf } from "../../engine/release/steps.ts";
import { ajvChecks } from "../../forms/grammar/ajv-checks.ts";
import { later } from "../support/points.ts";
import { shippedFiles } from "../support/source.ts";
import { contextOf, shipped } from "../support/world.ts";
import { engineBundle, nodeBundle, pageBundle } from "./bundle.ts";
import { launched } from "./chromium.ts";
import { play, type Script } from "./play.ts";
import { type Served, serve } from "./serve.ts";

const world = shipped();
const script = scriptOf("startgesprek-met-vervolg");
const expected = play(script, ajvChecks());

/** Every step of a shipped scenario, those that must be refused included, as plain JSON. */
function scriptOf(name: string): Script {
  const scenario = load(shippedFiles()).scenarios.get(`definitions/scenarios/${name}.json`);
  let day = scenario?.start.slice(0, 10) ?? "";
  const steps = (scenario?.steps ?? []).flatMap(({ as, wait, do: body }, index) => {
    day = later(day, wait?.n ?? 0);
    const { at, today, commit, actor } = contextOf(world, index + 1, as ?? "system", day);
    return body === undefined ? [] : { body, at, today, commit, actor };
  });
  const { release, pin } = world.release;
  return { release, pin, table: stepsOf(release, machineOf), organisation: world.organisation, steps };
}

describe("The script that is played", () => {
  it("goes from a first answer to the cycle that follows, and is refused on its way", () => {
    const [state] = JSON.parse(expected.at(-1) ?? "[]");
    expect(state.instances["startgesprek-1"].state).toBe("vervolg");
    expect(state.instances["hgw-cyclus-2"].state).toBe("begrijpen");
    expect(expected.filter((step) => JSON.parse(step)[1].length > 0).length).toBeGreaterThan(2);
  });
});

describe("The engine in a page", () => {
  it("stays under 35 kB, and holds no Ajv and no code made from text", async () => {
    const { text, inputs } = await engineBundle();
    expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(35_000);
    expect(inputs.filter((path) => /node_modules\/(ajv|fast-uri|json-schema)/.test(path))).toEqual([]);
    expect(text).not.toMatch(/\beval\(|new Function\b|Function\("/);
  });
});

describe("In Node where code may not be made from text", () => {
  it("every step ends as it does with Ajv", async () => {
    const folder = await mkdtemp(join(tmpdir(), "draaiboek-page-"));
    try {
      const file = join(folder, "in-node.mjs");
      await writeFile(file, (await nodeBundle()).text);
      const printed = await new Promise<string>((done, failed) => {
        const options = { maxBuffer: 100_000_000 };
        const child = execFile(
          process.execPath,
          ["--disallow-code-generation-from-strings", file],
          options,
          (error, out) => (error === null ? done(out) : failed(error)),
        );
        child.stdin?.end(JSON.stringify(script));
      });
      expect(JSON.parse(printed)).toEqual(expected);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe("In a real Chromium, on a page that forbids making code from text", () => {
  let browser: Browser | undefined;
  let served: Served | undefined;

  beforeAll(async () => {
    const { text } = await pageBundle();
    served = await serve({
      "/": ["text/html", '<!doctype html><title>Draaiboek</title><script type="module" src="/page.js"></script>'],
      "/page.js": ["text/javascript", text],
      "/script.json": ["application/json", JSON.stringify(script)],
    });
    browser = await launched();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  it("every step ends as it does with Ajv in Node, and the page has nothing to complain about", async () => {
    const page = await browser?.newPage();
    if (page === undefined || served === undefined) throw new Error("the page was not opened");
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(served.url);
    await page
      .waitForFunction("globalThis.played !== undefined", undefined, { timeout: 30_000, polling: 100 })
      .catch(() => {
        throw new Error(`the page did not play to its end: ${complaints.join(" · ")}`);
      });
    expect(await page.evaluate("globalThis.played")).toEqual(expected);
    expect(complaints.filter((complaint) => !complaint.includes("favicon"))).toEqual([]);
  });

  it("and the policy is in force: the same page refuses to make code from text", async () => {
    const page = await browser?.newPage();
    if (page === undefined || served === undefined) throw new Error("the page was not opened");
    const other = await serve({
      "/": ["text/html", '<!doctype html><title>Kwaad</title><script src="/bad.js"></script>'],
      "/bad.js": [
        "text/javascript",
        'try { globalThis.made = new Function("return 1")(); } catch (error) { globalThis.made = error.name; }',
      ],
    });
    await page.goto(other.url);
    expect(await page.evaluate("globalThis.made")).toBe("EvalError");
    await other.close();
  });
});
