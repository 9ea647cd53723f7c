/** Conditions are named tests with three outcomes: yes, no, and unknown while something is not filled in. */

import { describe, expect, it } from "vitest";
import type { Condition } from "../../definitions/grammar/types.generated.ts";
import { judge } from "../../engine/rules/condition.ts";
import { filled } from "../../engine/rules/text.ts";
import { workOn } from "../../engine/run/whole.ts";
import { scopeIn } from "../../engine/run/work.ts";
import { as, type Given, given } from "../support/given.ts";
import { contextOf, fixture, type World, worldOf } from "../support/world.ts";

const base = fixture("facts");

/** The made-up world with these conditions, and what they say of a dossier with a cycle and one record. */
function saying(conditions: { readonly [id: string]: Omit<Condition, "id" | "explain"> }) {
  const all = Object.fromEntries(
    Object.entries(conditions).map(([id, rest]) => [id, { id, explain: `${id}.`, ...rest }]),
  );
  const world = worldOf({ ...base.release.release, conditions: all }, base.organisation);
  const dossier = given(
    world,
    as("gids", "2023-11-01").open(),
    as("gids").start("ronde"),
    as("gids").save("ronde-1", "plan", { maat: "groot" }),
  );
  return (id: string) => judge(scopeOf(world, dossier), id);
}

function scopeOf(world: World, of: Given) {
  return scopeIn(workOn("dossier", of.state, contextOf(world, 99, "gids", of.day)), undefined);
}

const yes = { outcome: "yes", missing: [] };
const no = { outcome: "no", missing: [] };
const unknown = (...missing: string[]) => ({ outcome: "unknown", missing });

const parts = {
  ja: { match: { "cycle.forms.plan.maat": { const: "groot" } } },
  nee: { match: { "cycle.forms.plan.maat": { const: "klein" } } },
  onbekend: { match: { "cycle.forms.plan.geboren": { type: "string" } } },
} as const;

describe("A match", () => {
  it("is yes, no, or unknown with what is missing", () => {
    const say = saying(parts);
    expect(say("ja")).toEqual(yes);
    expect(say("nee")).toEqual(no);
    expect(say("onbekend")).toEqual(unknown("cycle.forms.plan.geboren"));
  });

  it("of several places is no if one is no, else unknown if one is unknown", () => {
    const place = (geboren: object, maat: string) => ({
      match: { "cycle.forms.plan.geboren": geboren, "cycle.forms.plan.maat": { const: maat } },
    });
    const say = saying({ a: place({ type: "string" }, "klein"), b: place({ type: "string" }, "groot") });
    expect(say("a")).toEqual(no);
    expect(say("b")).toEqual(unknown("cycle.forms.plan.geboren"));
  });

  it("compares with values of the release", () => {
    const say = saying({
      genoeg: { match: { "facts.kosten": { maximum: { value: "tarief" } } } },
      teveel: { match: { "facts.kosten": { exclusiveMinimum: { value: "tarief" } } } },
    });
    expect(say("genoeg")).toEqual(yes);
    expect(say("teveel")).toEqual(no);
  });

  it("counts requests and records as none, never as unknown", () => {
    const say = saying({
      a: { match: { "requests.lening.open": { maximum: 0 }, "requests.lening.total": { const: 0 } } },
      b: { match: { "records.werk.count": { maximum: 0 } } },
      c: { match: { "records.werk.aantal": { minimum: 0 } } },
    });
    expect(say("a")).toEqual(yes);
    expect(say("b")).toEqual(yes);
    expect(say("c")).toEqual(unknown("records.werk.aantal"));
  });

  it("knows who asks", () => {
    const say = saying({
      a: { match: { "actor.roles": { type: "array", contains: { const: "balie.gids" } } } },
      b: {
        match: {
          "actor.id": { const: "gids" },
          "actor.unit": { const: "balie-noord" },
          "actor.assurance": { minimum: 2 },
        },
      },
      c: { match: { "actor.roles": { type: "array", not: { contains: { const: "balie.gids" } } } } },
    });
    expect(say("a")).toEqual(yes);
    expect(say("b")).toEqual(yes);
    expect(say("c")).toEqual(no);
  });

  it("finds nothing under the names that JavaScript knows", () => {
    const paths = [
      "cycle.forms.constructor.name",
      "records.constructor.length",
      "cycle.forms.plan.constructor",
      "dossier.constructor",
      "parties.constructor.name",
      "values.constructor",
      "cycle.terms.constructor.due",
      "cycle.entered.constructor",
      "cycle.needs.constructor",
      "cycle.confirmed.constructor",
    ];
    const say = saying(
      Object.fromEntries(paths.map((path, index) => [`c-${index}`, { match: { [path]: { type: "string" } } }])),
    );
    for (const [index, path] of paths.entries()) {
      const wanted = path === "cycle.needs.constructor" ? yes : unknown(path);
      expect(say(`c-${index}`)).toEqual(wanted);
    }
  });
});

describe("All and any", () => {
  const say = saying({
    ...parts,
    "alle-ja": { all: ["ja", "ja"] },
    "alle-met-nee": { all: ["onbekend", "nee"] },
    "alle-met-onbekend": { all: ["ja", "onbekend"] },
    "een-ja": { any: ["onbekend", "ja"] },
    "een-nee": { any: ["nee", "nee"] },
    "een-onbekend": { any: ["nee", "onbekend"] },
    kring: { all: ["kring"] },
    los: { any: ["bestaat-niet"] },
  });

  it("all is no if one is no, else unknown if one is unknown", () => {
    expect([say("alle-ja"), say("alle-met-nee"), say("alle-met-onbekend")]).toEqual([
      yes,
      no,
      unknown("cycle.forms.plan.geboren"),
    ]);
  });

  it("any is yes if one is yes, else unknown if one is unknown", () => {
    expect([say("een-ja"), say("een-nee"), say("een-onbekend")]).toEqual([
      yes,
      no,
      unknown("cycle.forms.plan.geboren"),
    ]);
  });

  it("that asks itself, or what is not there, is never yes", () => {
    expect([say("kring"), say("los"), say("bestaat-niet"), say("constructor")]).toEqual(Array(4).fill(unknown()));
  });
});

describe("A sentence for people", () => {
  const dossier = given(base, as("gids", "2023-11-01").open(), as("gids").start("ronde"));
  const read = (text: string, of = dossier) => filled(scopeOf(base, of), text);

  it("prints values and facts by their unit", () => {
    expect(read("Hoogstens {{values.tarief}}, binnen {{values.twee-weken}}.")).toBe(
      "Hoogstens € 50,50, binnen 2 weken.",
    );
    const worked = dossier.and(as("gids").record("werk", { aantal: 200, dag: "2023-09-04" }));
    expect(read("{{facts.kosten}} sinds {{facts.eerste-dag}}", worked)).toBe("€ 10.100 sinds 4 september 2023");
  });

  it("prints what is not known as three dots, and knows nothing else", () => {
    expect(read("{{facts.eerste-dag}} {{values.niets}} {{values.constructor}}")).toBe("… … …");
    expect(read("{{cycle.forms.plan.maat}} {{ values.tarief }}")).toBe("{{cycle.forms.plan.maat}} {{ values.tarief }}");
  });
});
