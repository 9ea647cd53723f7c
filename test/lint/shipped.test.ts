/** What is shipped is without findings, and the changes beside it say only what is not done yet. */

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../definitions/grammar/finding.ts";
import { load } from "../../engine/release/load.ts";
import { readSource } from "../../server/config/source.ts";
import { changed, changeSides, put, shippedFiles } from "../support/source.ts";

/** Words that a side still waits for; a side that is not named waits for nothing. */
const WAITING: { readonly [side: string]: readonly string[] } = {};

const isAlarm = ({ severity }: Finding) => severity !== "hint";

describe("the shipped source", () => {
  it("has no errors, no warnings, and nothing that could be better", () => {
    expect(load(shippedFiles()).findings).toEqual([]);
  });

  it("is told all its faults at once, over many files", () => {
    const edits: [string, string, unknown][] = [
      ["definitions/procedures/startgesprek.json", "/meta/start/requires/0", "niveau-schol"],
      ["definitions/procedures/startgesprek.json", "/states/gekozen/meta/phase", "aanvrag"],
      ["definitions/views/directeur-overzicht.json", "/for/0", "school.direkteur"],
      ["forms/ui/bericht.ui.json", "/elements/0/scope", "#/properties/berigt"],
    ];
    const files = edits.reduce(
      (all, [file, pointer, value]) => changed(all, file, (json) => put(json, pointer, value)),
      shippedFiles(),
    );
    const source = load(files);
    expect(source.release).toBeUndefined();
    expect(source.findings.filter(isAlarm).map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      "unknown-condition /meta/start/requires/0",
      "unknown-phase /states/gekozen/meta/phase",
      "unknown-role /for/0",
      "unknown-field /elements/0/scope",
      "not-shown ",
    ]);
  });

  it("is not blamed for names in a file that is wrong itself", () => {
    const files = changed(shippedFiles(), "definitions/conditions/gedeeld.json", (json) => put(json, "/explain", 3));
    expect(
      load(files)
        .findings.filter(isAlarm)
        .map(({ code, file }) => `${code} ${file}`),
    ).toEqual(["wrong-type definitions/conditions/gedeeld.json"]);
  });

  it("is told of names in the rest of a file that is wrong itself", () => {
    const edits: [string, string, unknown][] = [
      ["definitions/conditions/gedeeld.json", "/explain", 3],
      ["definitions/conditions/gedeeld.json", "/match/facts.gedeelt", { minimum: 1 }],
      ["definitions/procedures/verslag.json", "/states/concept/on/laten-vervallen/metaa", {}],
      ["definitions/procedures/verslag.json", "/states/concept/on/laten-vervallen/guard", "gedeelt"],
      ["definitions/procedures/verslag.json", "/states/concept/on/delen-om-te-lezen/actions/0/params/template", 5],
      ["definitions/procedures/verslag.json", "/states/gedeeld-ter-lezing/meta/forms/0/form", "reactie"],
      ["definitions/procedures/verslag.json", "/states/gedeeld-ter-lezing/on/terug/target", "konsept"],
    ];
    const files = edits.reduce(
      (all, [file, pointer, value]) => changed(all, file, (json) => put(json, pointer, value)),
      shippedFiles(),
    );
    expect(load(files).findings.map(({ code, file, pointer }) => `${code} ${file.slice(12)}${pointer}`)).toEqual([
      "wrong-type conditions/gedeeld.json/explain",
      "unknown-fact conditions/gedeeld.json/match/facts.gedeelt",
      "wrong-type procedures/verslag.json/states/concept/on/delen-om-te-lezen/actions/0/params/template",
      "unknown-key procedures/verslag.json/states/concept/on/laten-vervallen/metaa",
      "unknown-form procedures/verslag.json/states/gedeeld-ter-lezing/meta/forms/0/form",
      "unknown-condition procedures/verslag.json/states/concept/on/laten-vervallen/guard",
    ]);
  });

  it.each([
    "definitions/procedures/startgesprek.json",
    "definitions/procedures/hgw-cyclus.json",
    "definitions/records/niveau.json",
    "definitions/facts/keren-bevestigd.json",
    "definitions/values/max-vormen-tegelijk.json",
    "definitions/views/vraag-bij-swv.json",
    "definitions/menus/ondersteuning-toolbox.json",
    "definitions/messages/vraag-binnen.json",
    "definitions/calendar/kalender.json",
    "definitions/resources/kennisbank.json",
    "definitions/roles.json",
    "definitions/organisation.example.json",
    "forms/schemas/waarnemen.schema.json",
    "forms/ui/waarnemen.ui.json",
  ])("gives one finding when %s is no JSON", (path) => {
    const { findings } = load(new Map(shippedFiles()).set(path, "{"));
    expect(findings.filter(isAlarm).map(({ code, file }) => `${code} ${file}`)).toEqual([`not-json ${path}`]);
  });
});

describe("a change", () => {
  it.each([...changeSides()])("%s waits only for what is not done yet", (side, files) => {
    const { findings } = load(files);
    expect(findings.filter(isAlarm).map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`)).toEqual(
      (WAITING[side] ?? []).map((pointer) => `error not-yet ${pointer}`),
    );
  });
});

describe("a procedure from elsewhere", () => {
  const folder = new URL("../vocabulary/", import.meta.url);
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
  it.each(names)("%s has no errors and no warnings beside what is not done yet", async (name) => {
    const { findings } = load(readSource(fileURLToPath(new URL(name, folder))));
    const alarms = findings.filter((one) => isAlarm(one) && one.code !== "not-yet");
    expect(alarms.map(({ code, file, pointer }) => `${code} ${file}${pointer}`)).toEqual([]);
  });
});
