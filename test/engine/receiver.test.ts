/** A receiver is a role at the unit that is linked, or at the unit that something in the dossier names. */

import { describe, expect, it } from "vitest";
import { as, clock, given } from "../support/given.ts";
import { fixture } from "../support/world.ts";

const world = fixture("receiver");
const instance = "zending-1";
const started = given(world, as("gids").open(), as("gids").start("zending"));
const chosen = (depot: string) => started.and(as("gids").save(instance, "keuze", { depot }));
const sent = chosen("depot-twee").and(as("gids").act(instance, "verzenden"));
const refused = (message: string) => ({ code: "effect", place: { instance }, message }) as const;

describe("A receiver at a unit that is named", () => {
  it("gets what is filed, and the task with it, though another unit is linked", () => {
    chosen("depot-twee")
      .when(as("gids").act(instance, "verzenden"))
      .thenEvents(
        {
          type: "actionTaken",
          instance,
          action: "verzenden",
          branch: 0,
          from: "nieuw",
          to: "verzonden",
          day: "2023-09-04",
          final: false,
        },
        {
          type: "termSet",
          instance,
          term: "antwoordtermijn",
          reason: "started",
          start: "2023-09-04",
          due: "2023-09-18",
          unrolled: "2023-09-18",
          before: ["2023-09-15"],
        },
        {
          type: "filed",
          instance,
          view: "zending-verzonden",
          to: "depot.hoofd",
          unit: "depot-twee",
          controller: "stichting-depot",
          copy: { forms: { keuze: { depot: "depot-twee" } }, records: {} },
        },
        {
          type: "taskOpened",
          task: "task-1",
          instance,
          state: "verzonden",
          title: "Uitpakken",
          to: "depot.hoofd",
          unit: "depot-twee",
        },
      );
  });

  it("finds it in the list and on the page, and can go on with it; at the linked unit there is nothing", () => {
    const seen = sent.worklist().map(({ audiences, shows }) => [audiences, shows["tasks"]]);
    expect(seen).toEqual([
      [["balie-noord balie.gids"], []],
      [["depot-twee depot.hoofd"], [{ id: "task-1", instance, title: "Uitpakken" }]],
    ]);
    expect(sent.pageOf("hoofd-twee")?.tasks.map(({ title, mine }) => [title, mine])).toEqual([["Uitpakken", true]]);
    expect(sent.pageOf("hoofd")).toBeUndefined();
    expect(sent.pageOf("gids")?.tasks.map(({ mine }) => mine)).toEqual([false]);
    sent.and(as("hoofd-twee").act(instance, "uitpakken"));
  });

  it("is warned before a term ends", () => {
    const warned = sent.and(clock("2023-09-15"));
    expect(warned.state?.messages).toEqual([
      { instance, message: "haast", to: "depot.hoofd", unit: "depot-twee", at: "2023-09-15T12:05:00.000Z" },
    ]);
    expect(warned.pageOf("hoofd-twee")?.messages.map(({ subject }) => subject)).toEqual(["Haast"]);
  });

  it("refuses while nothing is named, and what is no unit or one without that role", () => {
    const to = (depot: string) => chosen(depot).when(as("gids").act(instance, "verzenden"));
    started
      .when(as("gids").act(instance, "verzenden"))
      .thenRefused(
        refused("Het is nog niet bekend naar welke organisatie dit gaat voor ‘Hoofd van het depot’. Vul dat eerst in."),
      );
    to("depot-tien").thenRefused(
      refused("De organisatie depot-tien is niet bekend. Kies een andere, of vraag de beheerder."),
    );
    to("constructor").thenRefused(
      refused("De organisatie constructor is niet bekend. Kies een andere, of vraag de beheerder."),
    );
    to("balie-zuid").thenRefused(
      refused(
        "Balie Zuid heeft niemand als ‘Hoofd van het depot’. Kies een andere organisatie, of vraag de beheerder.",
      ),
    );
  });

  it("gets no message about what it cannot see", () => {
    const call = (depot: string) => started.when(as("gids").act(instance, "toeroepen", { input: { depot } }));
    call("depot-twee").thenRefused(refused("Depot Twee kan dit nog niet zien. Dien het daar eerst in."));
    call("depot-een").thenEvents(
      {
        type: "actionTaken",
        instance,
        action: "toeroepen",
        branch: 0,
        from: "nieuw",
        to: "nieuw",
        day: "2023-09-04",
        final: false,
        input: { depot: "depot-een" },
      },
      { type: "messageSent", instance, message: "haast", to: "depot.hoofd", unit: "depot-een" },
    );
  });

  it("is not warned once another is named that cannot see it; history keeps that it was not", () => {
    const elsewhere = sent.and(as("gids").save(instance, "keuze", { depot: "depot-een" }));
    elsewhere
      .when(clock("2023-09-15"))
      .thenEvents({ type: "termFired", instance, term: "antwoordtermijn", what: 0, day: "2023-09-15", done: false });
  });
});
