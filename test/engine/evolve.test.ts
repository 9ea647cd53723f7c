/** Events change a dossier, also when their content was erased, and refuse to change what they do not fit. */

import { describe, expect, it } from "vitest";
import { type DossierCommit, fold, join, split } from "../../engine/streams/commit.ts";
import type { DossierEvent } from "../../engine/streams/event.ts";
import { evolve } from "../../engine/streams/evolve.ts";
import { as, given } from "../support/given.ts";
import { fixture } from "../support/world.ts";

const sight = fixture("sight");
const told = given(
  sight,
  as("gids").open({ relations: { "dossier.eigenaar": ["eigenaar"] } }),
  as("gids").record("gegevens", { naam: "Eef", straat: "Dorpsstraat 1" }),
  as("gids").record("delen", { naam: "ja" }),
  as("gids").start("aanvraag"),
  as("gids").save("aanvraag-1", "brief", { tekst: "Graag lenen" }),
  as("gids").act("aanvraag-1", "indienen"),
  as("gids").withdraw("delen-1", { reason: "Vergissing" }),
  as("hoofd").act("aanvraag-1", "lezen"),
);

function erased(commits: readonly DossierCommit[]): readonly DossierCommit[] {
  return commits.map((commit) => ({
    ...commit,
    events: commit.events.map((event) => join(split(event).skeleton, undefined)),
  }));
}

describe("A dossier whose content was erased", () => {
  const shell = fold("dossier", erased(told.commits));

  it("still tells what happened: states, terms, tasks, records and filings", () => {
    const { instances, records, tasks, revision } = shell ?? {};
    expect(revision).toBe(8);
    expect(instances?.["aanvraag-1"]).toMatchObject({ state: "gelezen", closed: true, outcome: "gelezen" });
    expect(instances?.["aanvraag-1"]?.terms["antwoordtermijn"]?.status).toBe("stopped");
    expect(instances?.["aanvraag-1"]?.filings.map(({ unit, copy }) => [unit, copy])).toEqual([
      ["depot-een", undefined],
    ]);
    expect(records?.["delen"]?.map(({ id, withdrawn }) => [id, withdrawn])).toEqual([["delen-1", true]]);
    expect(Object.values(tasks ?? {}).map(({ title, open }) => [title, open])).toEqual([["Lezen", false]]);
  });

  it("holds nothing that anybody wrote, and nobody's name", () => {
    const text = JSON.stringify(shell);
    for (const word of ["Eef", "Dorpsstraat", "Graag", "Vergissing", 'eigenaar"]']) expect(text).not.toContain(word);
  });

  it("can be folded in every fixture and from every point on", () => {
    for (let from = 1; from < told.commits.length; from += 1) {
      const commits = erased(told.commits);
      const half = fold("dossier", commits.slice(0, from));
      expect(fold("dossier", commits.slice(from), half)).toEqual(shell);
    }
  });

  it("holds no agreement any more: what it was bound to is not known", () => {
    const world = fixture("record");
    const agreed = given(
      world,
      as("gids").open({ relations: { "dossier.eigenaar": ["eigenaar"] } }),
      as("gids").start("ronde"),
      as("gids").save("ronde-1", "brief", { tekst: "Beste eigenaar" }),
      as("eigenaar").record("akkoord", { akkoord: true }),
    );
    const part = (of: typeof agreed) => of.pageOf("gids")?.records[0]?.entries.map(({ status }) => status);
    expect(part(agreed)).toEqual(["valid"]);
    expect(part(agreed.withHistory(erased(agreed.commits)))).toEqual(["void"]);
  });
});

describe("The split of an event", () => {
  it("keeps apart what people wrote and who they are", () => {
    const event: DossierEvent = {
      type: "actionTaken",
      instance: "klus-1",
      action: "noteren",
      branch: 0,
      from: "nieuw",
      to: "nieuw",
      day: "2023-09-04",
      final: false,
      acknowledged: ["met-prijs"],
      input: { tekst: "Scheef" },
      evidence: "Brief 12",
      onBehalfOf: "eigenaar",
    };
    const { skeleton, content } = split(event);
    expect(skeleton).toEqual({
      type: "actionTaken",
      instance: "klus-1",
      action: "noteren",
      branch: 0,
      from: "nieuw",
      to: "nieuw",
      day: "2023-09-04",
      final: false,
    });
    expect(content).toEqual({
      acknowledged: ["met-prijs"],
      input: { tekst: "Scheef" },
      evidence: "Brief 12",
      onBehalfOf: "eigenaar",
    });
    expect(join(skeleton, content)).toEqual(event);
  });
});

describe("An event that does not fit", () => {
  const origin = { commit: "commit-9", at: "2023-09-04T12:09:00.000Z", by: "gids" };
  const opened: DossierEvent = {
    type: "dossierOpened",
    unit: "balie-noord",
    controller: "stichting-balie",
    day: "2023-09-04",
  };
  const started = told.commits.flatMap(({ events }) => events).find(({ type }) => type === "instanceStarted");

  it.each([
    ["opens twice", told.state, opened, "dossier dossier was opened twice"],
    [
      "comes before the opening",
      undefined,
      { type: "taskClosed", task: "task-1" },
      "dossier dossier begins with taskClosed",
    ],
    ["starts what is there", told.state, started, "aanvraag-1 was started twice"],
    ["closes a task that is not there", told.state, { type: "taskClosed", task: "task-9" }, "task-9 is not there"],
    [
      "concerns an instance that is not there",
      told.state,
      { type: "termStopped", instance: "aanvraag-9", term: "antwoordtermijn" },
      "aanvraag-9 is not there",
    ],
    [
      "stops a term that never started",
      told.state,
      { type: "termStopped", instance: "aanvraag-1", term: "bedenktijd" },
      "term bedenktijd never started",
    ],
    [
      "withdraws what was never noted",
      told.state,
      { type: "withdrawn", record: "delen-9", kind: "delen" },
      "record delen-9 is not there",
    ],
  ] as const)("%s: the stream is broken", (_what, state, event, message) => {
    expect(() => evolve(state, event as DossierEvent, origin, "dossier")).toThrow(message);
  });
});
