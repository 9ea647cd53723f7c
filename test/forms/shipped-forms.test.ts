/** The forms that are shipped: the lint finds nothing in them, and their layouts show every field. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lintForm } from "../../forms/grammar/lint-form.ts";
import { lintUi } from "../../forms/grammar/lint-ui.ts";

const folder = new URL("../../forms/", import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), "utf8"));
const files = existsSync(new URL("schemas/", folder)) ? readdirSync(new URL("schemas/", folder)) : [];

describe("The shipped forms", () => {
  it.each(files)("%s has no findings", (file) => {
    const form = read(`schemas/${file}`);
    const layout = `ui/${file.replace(".schema.json", ".ui.json")}`;
    expect(lintForm(file, form)).toEqual([]);
    expect(existsSync(new URL(layout, folder)) ? lintUi(layout, read(layout), form) : []).toEqual([]);
  });
});
