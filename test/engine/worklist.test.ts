/** A worklist has one row of a dossier for each group of viewers, and a row shows no more than their page. */

import { describe, expect, it } from "vitest";
import { audiencesOf } from "../../engine/run/worklist.ts";
import { as, given } from "../support/given.ts";
import { actorOf, fixture } from "../support/world.ts";

const world = fixture("sight");
const written = given(
  world,
  as("gids").open({ relations: { "dossier.eigenaar": ["eigenaar"] } }),
  as("gids").record("gegevens", { naam: "Eef" }),
  as("gids").start("aanvraag"),
);
const concept = { instance: "aanvraag-1", definition: "aanvraag", state: "concept" };
const submitted = {
  instance: "aanvraag-1",
  definition: "aanvraag",
  title: "Aanvraag",
  state: "ingediend",
  label: "Ingediend",
  closed: false,
};
const whole = { id: "dossier", unit: "balie-noord", title: "Balie Noord", opened: "2023-09-04" };

describe("The rows of a dossier", () => {
  it("are those of who may see it, each with what that group sees", () => {
    expect(written.worklist()).toEqual([
      {
        controller: "stichting-balie",
        audiences: ["balie-noord balie.gids"],
        order: "2023-09-04",
        shows: {
          dossier: whole,
          requests: [{ ...concept, title: "Aanvraag", label: "Concept", closed: false }],
          tasks: [],
        },
      },
      {
        controller: "stichting-balie",
        audiences: ["balie-noord balie.chef"],
        order: "2023-09-04",
        shows: { dossier: { id: "dossier" }, requests: [concept], tasks: [] },
      },
    ]);
  });

  it("come elsewhere with the filing, sorted by when it was made known; one row tells when a term fires", () => {
    const filed = written.and(as("gids", "2023-09-06").act("aanvraag-1", "indienen"));
    expect(filed.worklist().map(({ audiences, order, due }) => [audiences, order, due])).toEqual([
      [["balie-noord balie.gids"], "2023-09-04", "2023-09-21"],
      [["balie-noord balie.chef"], "2023-09-04", undefined],
      [["depot-een depot.hoofd"], "2023-09-06T12:04:00.000Z", undefined],
      [["depot-een depot.keurder"], "2023-09-06T12:04:00.000Z", undefined],
    ]);
    expect(filed.worklist()[2]?.shows).toEqual({
      dossier: { id: "dossier" },
      requests: [submitted],
      tasks: [{ id: "task-1", instance: "aanvraag-1", title: "Lezen", due: "2023-09-20" }],
    });
  });

  it("come to a unit to which something was disclosed", () => {
    const shared = written.and(as("gids", "2023-09-07").record("delen", { naam: "ja" }));
    expect(shared.worklist()[2]).toEqual({
      controller: "stichting-depot",
      audiences: ["depot-een depot.hoofd"],
      order: "2023-09-07T12:04:00.000Z",
      shows: {
        dossier: { id: "dossier" },
        disclosed: { "dossier.unit": "balie-noord", "records.gegevens.naam": "Eef" },
        requests: [],
        tasks: [],
      },
    });
  });

  it("come to a relation as a person", () => {
    const read = written.and(as("gids").act("aanvraag-1", "indienen"), as("hoofd").act("aanvraag-1", "lezen"));
    expect(read.worklist().flatMap(({ audiences }) => audiences)).toContain("person eigenaar");
    expect(written.worklist().flatMap(({ audiences }) => audiences)).not.toContain("person eigenaar");
  });
});

describe("Who reads a worklist", () => {
  it("reads the rows of each role at its unit, and those of the person", () => {
    expect(audiencesOf(actorOf(world, "gids"))).toEqual(["balie-noord balie.gids", "person gids"]);
    expect(audiencesOf(actorOf(world, "eigenaar"))).toEqual(["person eigenaar"]);
  });
});
