/** What a child says itself: a form that is added to a step by changing the source. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { put } from "../support/source.ts";
import { formOf, onTheWay } from "./on-the-way.ts";
import { publish, sourceWith } from "./source.ts";

const FORM = {
  id: "eigen-inbreng",
  title: "Wat vind jij?",
  type: "object",
  additionalProperties: false,
  properties: { "gaat-goed": { title: "Wat gaat goed?", type: "string", maxLength: 1000 } },
};

/** The shipped source with the form in waarnemen, for the school and the parents to see. */
function withForm() {
  const step = "/states/waarnemen";
  const show = (json: Parameters<typeof put>[0]) => put(json, "/sections/forms.eigen-inbreng", "all");
  return sourceWith({
    "forms/schemas/eigen-inbreng.schema.json": (json) => void Object.assign(json, FORM),
    "definitions/procedures/hgw-cyclus.json": (json) => {
      put(json, `${step}/meta/forms/-`, { form: "eigen-inbreng", roles: ["dossier.leerkracht", "school.ib"] });
      put(json, `${step}/on/afronden/meta/completes/-`, { form: "eigen-inbreng" });
    },
    "definitions/views/school-dossier.json": show,
    "definitions/views/ouder-dossier.json": show,
  });
}

describe("R64 A form for what the child says can be added to a step", () => {
  it("is there in cycles that start after it was published, and not in one that runs", async () => {
    const way = await onTheWay("startgesprek-met-vervolg", 22);
    const forms = async (id: string) =>
      ((await way.instance("leerkracht", id))["forms"] as readonly JsonObject[]).map(({ key }) => key);
    publish(way.site, withForm());
    way.site.clock.days(1);
    expect(await forms("hgw-cyclus-1")).not.toContain("eigen-inbreng");
    await way.does("consulent", { type: "act", instance: "startgesprek-1", action: "afronden" });
    expect(await forms("hgw-cyclus-2")).toContain("eigen-inbreng");
    const answers = { "gaat-goed": "Ik kan goed rekenen." };
    await way.does("leerkracht", { type: "save", instance: "hgw-cyclus-2", form: "eigen-inbreng", answers });
    expect(formOf(await way.instance("ouder", "hgw-cyclus-2"), "eigen-inbreng")["answers"]).toEqual(answers);
  });
});
