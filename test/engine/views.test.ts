/** Views allow, and what no view allows is not seen. */

import { describe, expect, it } from "vitest";
import { history } from "../../engine/run/history.ts";
import { as, given } from "../support/given.ts";
import { contextOf, fixture, thenApplies, worldOf } from "../support/world.ts";

const world = fixture("sight");
const written = given(
  world,
  as("gids").open({ relations: { "dossier.eigenaar": ["eigenaar"] } }),
  as("gids").record("gegevens", { naam: "Eef", straat: "Dorpsstraat 1" }),
  as("gids").start("aanvraag"),
  as("gids").save("aanvraag-1", "brief", { tekst: "Graag lenen", geheim: "Niet vertellen" }),
);

describe("Somebody for whom there is no view", () => {
  it("sees nothing, not even that the dossier is there", () => {
    for (const person of ["maker", "gids-zuid", "niemand"]) expect(written.pageOf(person)).toBeUndefined();
  });
});

describe("A view of some fields", () => {
  const page = written.pageOf("chef");

  it("shows those fields only: of the dossier, of a request, of a form with its origins, of a record", () => {
    expect(page?.dossier).toEqual({ id: "dossier" });
    expect(page?.requests[0]?.shows).toEqual({ state: "concept" });
    expect(page?.requests[0]?.forms[0]?.answers).toEqual({ tekst: "Graag lenen" });
    expect(page?.requests[0]?.forms[0]?.origins).toEqual({
      tekst: { at: "2023-09-04T12:04:00.000Z", by: "Gijs" },
    });
    expect(page?.records[0]?.entries.map(({ answers }) => answers)).toEqual([{ naam: "Eef" }]);
    expect(page?.tasks).toEqual([]);
    expect(page?.requests[0]?.terms).toEqual([]);
  });

  it("holds nowhere what it does not show", () => {
    const text = JSON.stringify(page);
    for (const hidden of ["Niet vertellen", "Dorpsstraat", "balie-noord", "geheim", "straat"]) {
      expect(text).not.toContain(hidden);
    }
  });
});

describe("A view of parts of terms, tasks and history", () => {
  const { release } = world.release;
  const { deel } = release.views;
  if (deel === undefined) throw new Error("the fixture has a part");
  const sections = {
    ...deel.sections,
    terms: ["due"],
    tasks: ["title"],
    history: ["at", "text"],
  };
  const views = { ...release.views, deel: { ...deel, sections } };
  const narrow = thenApplies(world, "2023-09-04", worldOf({ ...release, views }, world.organisation).release);
  const sent = written.in(narrow).and(as("gids").act("aanvraag-1", "indienen"));

  it("shows those parts only, on the page and in history", () => {
    const page = sent.pageOf("chef");
    expect(page?.requests[0]?.terms).toEqual([{ term: "antwoordtermijn", due: "2023-09-18" }]);
    expect(page?.tasks).toEqual([{ id: "task-1", instance: "aanvraag-1", title: "Lezen" }]);
    const { commits, state } = sent;
    if (state === undefined) throw new Error("it was opened");
    const lines = history(commits, state, contextOf(narrow, 99, "chef", sent.day));
    expect(lines[0]).toEqual({ at: "2023-09-04T12:01:00.000Z", text: "Dossier geopend." });
    expect(new Set(lines.flatMap((line) => Object.keys(line)))).toEqual(new Set(["at", "text"]));
  });
});

describe("The condition of a view", () => {
  it("is judged for each instance by itself", () => {
    const read = written.and(
      as("gids").act("aanvraag-1", "indienen"),
      as("hoofd").act("aanvraag-1", "lezen"),
      as("gids").start("aanvraag"),
      as("gids").save("aanvraag-2", "brief", { tekst: "Tweede" }),
    );
    expect(written.pageOf("eigenaar")).toBeUndefined();
    expect(read.pageOf("eigenaar")?.requests.map(({ instance }) => instance)).toEqual(["aanvraag-1"]);
    expect(JSON.stringify(read.pageOf("eigenaar"))).not.toContain("Tweede");
  });
});

describe("A relation", () => {
  it("sees from the moment it is named, and no longer when it is another", () => {
    const read = written.and(as("gids").act("aanvraag-1", "indienen"), as("hoofd").act("aanvraag-1", "lezen"));
    const other = read.and(as("gids").assign("dossier.eigenaar", ["maker"]));
    expect(other.pageOf("eigenaar")).toBeUndefined();
    expect(other.pageOf("maker")?.requests.map(({ instance }) => instance)).toEqual(["aanvraag-1"]);
  });
});
