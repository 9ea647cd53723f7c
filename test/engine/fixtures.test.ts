/** The made-up world says only what the grammar lets an author say. */

import { describe, expect, it } from "vitest";
import { grammarCheck } from "../../definitions/grammar/check.ts";
import { grammars } from "../../engine/release/grammars.ts";
import { lintForm } from "../../forms/grammar/lint-form.ts";
import { fixtureText, type Parts } from "../support/world.ts";

/** Folder of a fixture → folder of the source. */
const FOLDERS: { readonly [folder: string]: string } = { definitions: "procedures", calendars: "calendar" };
const NAMES = ["base", "act", "start", "record", "terms", "facts", "sight", "receiver", "pools", "groups"];

describe("A fixture", () => {
  it.each(NAMES)("%s follows the grammar", (name) => {
    const { forms = [], organisation: _organisation, roles: _roles, ...rest } = JSON.parse(fixtureText(name)) as Parts;
    const faults = Object.entries(rest).flatMap(([folder, files]) => {
      const schema = grammars[FOLDERS[folder] ?? folder];
      if (schema === undefined) throw new Error(`no grammar for ${folder}`);
      const check = grammarCheck(schema, { refs: Object.values(grammars).filter((other) => other !== schema) });
      return files.flatMap((file) => check(`${folder}/${file["id"]}`, file));
    });
    const titled = faults.filter(({ severity }) => severity === "error");
    expect(titled.map(({ file, pointer, code }) => `${file}${pointer} ${code}`)).toEqual([]);
    const wrong = forms
      .flatMap((form) => lintForm(String(form["id"]), form))
      .filter(({ severity }) => severity === "error");
    expect(wrong.map(({ file, pointer, code }) => `${file}${pointer} ${code}`)).toEqual([]);
  });
});
