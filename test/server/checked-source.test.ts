/** A source is checked once: and again as soon as anything of it, or of what it became, is not the same. */

import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkedSource, SourceRefused } from "../../server/config/checked-source.ts";
import { changed, put, shippedFiles } from "../support/source.ts";

const VALUE = "definitions/values/termijn-plannen-startgesprek.json";
let folder: string;
let data: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "draaiboek-checked-"));
  data = join(folder, "data");
  await mkdir(join(data, "releases"), { recursive: true });
  await write(shippedFiles());
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(files: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** Checks, stores and notes, as a start does. */
async function started() {
  const source = await checkedSource(folder, data);
  await writeFile(join(data, "releases", source.pin.hash), source.bytes);
  await source.remember();
  return source;
}

/** Makes the note say something that only a note can say, to see whether it is believed. */
async function marked(): Promise<void> {
  const path = join(data, "checked.json");
  const note = JSON.parse(await readFile(path, "utf8")) as object;
  await writeFile(path, JSON.stringify({ ...note, findings: [{ code: "from-the-note" }] }));
}

async function isBelieved(): Promise<boolean> {
  const { findings } = await checkedSource(folder, data);
  return findings.some(({ code }) => code === "from-the-note");
}

describe("A source that was checked before", () => {
  it("is the same release, from its note", async () => {
    const first = await started();
    await marked();
    expect(await isBelieved()).toBe(true);
    const again = await checkedSource(folder, data);
    expect([again.pin, again.organisation, Buffer.from(again.bytes).equals(Buffer.from(first.bytes))]).toEqual([
      first.pin,
      first.organisation,
      true,
    ]);
  });

  it("is checked again when one file changed, and is then another release", async () => {
    const first = await started();
    await marked();
    await write(changed(shippedFiles(), VALUE, (json) => put(json, "/value", 8)));
    expect(await isBelieved()).toBe(false);
    expect((await checkedSource(folder, data)).pin.hash).not.toBe(first.pin.hash);
  });

  it("is refused when a fault came in since", async () => {
    await started();
    await write(changed(shippedFiles(), VALUE, (json) => put(json, "/valeu", 8)));
    await expect(checkedSource(folder, data)).rejects.toThrow(SourceRefused);
    await expect(checkedSource(folder, data)).rejects.toMatchObject({
      findings: [{ file: VALUE, code: "unknown-key" }],
    });
  });

  it("is checked again when its release is gone or was changed, or the note cannot be read", async () => {
    const { pin, bytes } = await started();
    await marked();
    await writeFile(join(data, "releases", pin.hash), Buffer.concat([bytes, Buffer.from(" ")]));
    expect(await isBelieved()).toBe(false);
    await rm(join(data, "releases", pin.hash));
    expect(await isBelieved()).toBe(false);
    await writeFile(join(data, "releases", pin.hash), bytes);
    expect(await isBelieved()).toBe(true);
    await writeFile(join(data, "checked.json"), "{");
    expect(await isBelieved()).toBe(false);
  });
});
