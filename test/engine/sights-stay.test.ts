/** Saving answers leaves lists and views as they are, unless a view asks about answers. */

import { describe, expect, it } from "vitest";
import { readsAnswers } from "../../engine/release/answers.ts";
import { load } from "../../engine/release/load.ts";
import { changed, put, shippedFiles } from "../support/source.ts";

const NAME = "definitions/conditions/aanvraag-bevestigd.json";

/** Whether the condition of a shipped view reads answers, after it was changed to ask this. */
function reads(match: object, more: (files: Map<string, string>) => Map<string, string> = (files) => files): boolean {
  const files = more(changed(shippedFiles(), NAME, (json) => put(json, "/match", match)));
  const { release, findings } = load(files);
  if (release === undefined) throw new Error(JSON.stringify(findings));
  return readsAnswers(release, "aanvraag-bevestigd");
}

describe("A condition", () => {
  it("reads no answers when it looks at states, counts and the actor", () => {
    expect(reads({ "instance.state": { const: "bij-swv" } })).toBe(false);
    expect(reads({ "requests.startgesprek.open": { minimum: 1 } })).toBe(false);
    expect(reads({ "facts.keren-bevestigd": { minimum: 1 } })).toBe(false);
    expect(reads({ "records.niveau.niveau": { const: "lichte-ondersteuning" } })).toBe(false);
  });

  it("reads answers when it looks in a form, at a step, or through a fact that might", () => {
    expect(reads({ "instance.forms.afspraak.datum": { format: "date" } })).toBe(true);
    expect(reads({ "instance.steps.waarnemen": { const: "complete" } })).toBe(true);
    expect(reads({ "facts.schooljaren-sinds-leerjaar": { const: 0 } })).toBe(true);
  });

  it("reads answers when a part of it does, however deep, and when it is not there", () => {
    const { release } = load(shippedFiles());
    if (release === undefined) throw new Error("the shipped source is a release");
    expect(readsAnswers(release, "vervolg-met-nieuwe-cyclus")).toBe(true);
    expect(readsAnswers(release, "swv-betrokken")).toBe(false);
    expect(readsAnswers(release, "niet-hier")).toBe(true);
  });
});
