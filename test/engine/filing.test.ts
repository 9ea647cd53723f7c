/** Filing makes the dossier, as it then is, known to another controller. */

import { describe, expect, it } from "vitest";
import { fact } from "../../engine/rules/fact.ts";
import { page } from "../../engine/run/page.ts";
import { workOn } from "../../engine/run/whole.ts";
import { scopeIn } from "../../engine/run/work.ts";
import type { DossierEvent } from "../../engine/streams/event.ts";
import { as, given, replayed } from "../support/given.ts";
import { contextOf, fixture, thenApplies, worldOf } from "../support/world.ts";

const world = fixture("sight");
const written = given(
  world,
  as("gids").open({ relations: { "dossier.eigenaar": ["eigenaar"] } }),
  as("gids").record("gegevens", { naam: "Eef", straat: "Dorpsstraat 1" }),
  as("gids").start("aanvraag"),
  as("gids").save("aanvraag-1", "brief", { tekst: "Graag lenen", geheim: "Niet vertellen" }),
);
const filed = written.and(as("gids").act("aanvraag-1", "indienen"));
const copy = {
  at: "2023-09-04T12:05:00.000Z",
  by: "Gijs",
  to: "depot.hoofd",
  forms: [{ form: "brief", title: "Brief", answers: { tekst: "Graag lenen" } }],
  records: [{ kind: "gegevens", title: "Gegevens", entries: [{ naam: "Eef" }] }],
};
const copies = (of: typeof filed, person: string) => of.pageOf(person)?.requests.map((part) => part.filed);

describe("Filing", () => {
  it("copies what the view shows, for the unit that the organisation links", () => {
    written.when(as("gids").act("aanvraag-1", "indienen")).thenEvents(
      {
        type: "actionTaken",
        instance: "aanvraag-1",
        action: "indienen",
        branch: 0,
        from: "concept",
        to: "ingediend",
        day: "2023-09-04",
        final: false,
      },
      {
        type: "termSet",
        instance: "aanvraag-1",
        term: "antwoordtermijn",
        reason: "started",
        start: "2023-09-04",
        due: "2023-09-18",
        unrolled: "2023-09-18",
        before: [],
      },
      {
        type: "filed",
        instance: "aanvraag-1",
        view: "zoals-ingediend",
        to: "depot.hoofd",
        unit: "depot-een",
        controller: "stichting-depot",
        copy: { forms: { brief: { tekst: "Graag lenen" } }, records: { gegevens: [{ naam: "Eef" }] } },
      },
      {
        type: "taskOpened",
        task: "task-1",
        instance: "aanvraag-1",
        state: "ingediend",
        title: "Lezen",
        to: "depot.hoofd",
        unit: "depot-een",
        due: "2023-09-18",
      },
    );
  });

  it("is refused when nobody is linked", () => {
    given(world, as("gids-zuid").open(), as("gids-zuid").start("aanvraag"))
      .when(as("gids-zuid").act("aanvraag-1", "indienen"))
      .thenRefused({
        code: "effect",
        place: { instance: "aanvraag-1" },
        message: "Het is niet bekend wie ‘Hoofd van het depot’ is voor deze organisatie. Vraag de beheerder.",
      });
  });
});

describe("Before filing", () => {
  it("nothing is seen elsewhere: the dossier is not there", () => {
    for (const person of ["hoofd", "keurder", "maker", "hoofd-twee"]) expect(written.pageOf(person)).toBeUndefined();
  });
});

describe("What was filed", () => {
  it("is seen there as it was, with the state, the term and the task as they are", () => {
    const [part] = filed.pageOf("hoofd")?.requests ?? [];
    expect(part?.filed).toEqual([copy]);
    expect(part?.forms).toEqual([]);
    expect(part?.shows).toEqual({ state: "ingediend", label: "Ingediend", started: "2023-09-04", closed: false });
    expect(part?.terms).toEqual([
      { term: "antwoordtermijn", title: "Antwoorden", status: "running", due: "2023-09-18", overdue: false },
    ]);
    expect(filed.pageOf("hoofd")?.tasks).toEqual([
      {
        id: "task-1",
        instance: "aanvraag-1",
        title: "Lezen",
        to: "Hoofd van het depot",
        due: "2023-09-18",
        mine: true,
      },
    ]);
    expect(filed.pageOf("hoofd")?.dossier).toEqual({});
    expect(filed.pageOf("hoofd")?.records).toEqual([]);
  });

  it("does not follow what changes afterwards", () => {
    const changed = filed.and(
      as("gids").save("aanvraag-1", "brief", { tekst: "Toch niet" }),
      as("gids").record("gegevens", { naam: "Eva" }),
    );
    expect(copies(changed, "hoofd")).toEqual([[copy]]);
  });

  it("is seen at that unit only", () => {
    expect(filed.pageOf("hoofd-twee")).toBeUndefined();
    expect(filed.pageOf("maker")).toBeUndefined();
  });

  it("is no reason to see another request of the same dossier", () => {
    const second = filed.and(as("gids").start("aanvraag"), as("gids").save("aanvraag-2", "brief", { tekst: "Tweede" }));
    expect(second.pageOf("hoofd")?.requests.map(({ instance }) => instance)).toEqual(["aanvraag-1"]);
  });

  it("counts among all requests, whatever they are", () => {
    const count = (of: typeof filed) =>
      fact(scopeIn(workOn("dossier", of.state, contextOf(world, 99, "gids", of.day)), undefined), "ingediend");
    expect(count(written)).toBe(0);
    expect(count(filed)).toBe(1);
  });

  it("can later be shown narrower, never wider", () => {
    const { release } = world.release;
    const shows = (brief: string[], gegevens: string[]) => {
      const view = {
        ...release.views["zoals-ingediend"],
        sections: { "forms.brief": brief, "records.gegevens": gegevens },
      };
      const views = { ...release.views, "zoals-ingediend": view } as typeof release.views;
      const next = worldOf({ ...release, views }, world.organisation).release;
      const later = filed.in(thenApplies(world, "2023-09-05", next));
      return later.pageOf("hoofd", "2023-09-05")?.requests[0]?.filed[0];
    };
    expect(shows(["tekst", "geheim"], ["naam", "straat"])).toEqual(copy);
    expect(shows([], ["naam"])?.forms).toEqual([{ form: "brief", title: "Brief", answers: {} }]);
  });

  it("is empty once its content was erased", () => {
    const state = replayed(filed.commits.map((commit) => ({ ...commit, events: commit.events.map(erased) })));
    const seen = state === undefined ? undefined : page(state, contextOf(world, 9, "hoofd", "2023-09-04"));
    expect(seen?.requests[0]?.filed).toEqual([{ ...copy, forms: [], records: [] }]);
  });
});

describe("What is filed about another request", () => {
  const { release } = world.release;
  const filing = { type: "file", params: { to: "depot.hoofd", view: "waarover" } };
  const reply = {
    id: "weerwoord",
    title: "Weerwoord",
    kind: "request",
    meta: {
      ...release.definitions["aanvraag"]?.meta,
      start: { roles: ["balie.gids"], about: { aanvraag: ["concept"] } },
    },
    initial: "concept",
    states: {
      concept: {
        meta: { label: "Concept", forms: [{ form: "adres", roles: ["balie.gids"] }] },
        on: {
          indienen: { target: "ingediend", actions: [filing], meta: { label: "Indienen", roles: ["balie.gids"] } },
        },
      },
      ingediend: { type: "final", meta: { label: "Ingediend", outcome: "ingediend" } },
    },
  };
  const view = {
    id: "waarover",
    title: "Waar het over gaat",
    for: ["depot.hoofd"],
    as: "filed",
    sections: { "requests.weerwoord": "all", "forms.brief": ["tekst"], "forms.adres": ["naam"] },
  };
  const definitions = { ...release.definitions, weerwoord: reply } as unknown as typeof release.definitions;
  const views = { ...release.views, waarover: view } as unknown as typeof release.views;
  const replied = given(
    worldOf({ ...release, definitions, views }, world.organisation),
    as("gids").open(),
    as("gids").start("aanvraag"),
    as("gids").save("aanvraag-1", "brief", { tekst: "Graag lenen", geheim: "Niet vertellen" }),
    as("gids").start("aanvraag"),
    as("gids").save("aanvraag-2", "brief", { tekst: "Een andere brief" }),
    as("gids").start("weerwoord", { about: "aanvraag-1" }),
    as("gids").save("weerwoord-1", "adres", { naam: "Eef", straat: "Dorpsstraat 1" }),
  );
  const sent = replied.and(as("gids").act("weerwoord-1", "indienen"));
  const taken = [
    { form: "brief", title: "Brief", answers: { tekst: "Graag lenen" } },
    { form: "adres", title: "Adres", answers: { naam: "Eef" } },
  ];

  it("takes along of that one what the view shows, and that one stays hidden itself", () => {
    expect(replied.pageOf("hoofd")).toBeUndefined();
    expect(sent.pageOf("hoofd")?.requests.map(({ instance, filed: all }) => [instance, all[0]?.forms])).toEqual([
      ["weerwoord-1", taken],
    ]);
  });

  it("does not follow what changes there afterwards", () => {
    const changed = sent.and(as("gids").save("aanvraag-1", "brief", { tekst: "Toch niet" }));
    expect(changed.pageOf("hoofd")?.requests[0]?.filed[0]?.forms).toEqual(taken);
  });
});

function erased(event: DossierEvent): DossierEvent {
  if (event.type !== "filed") return event;
  const { copy: _copy, ...skeleton } = event;
  return skeleton;
}
