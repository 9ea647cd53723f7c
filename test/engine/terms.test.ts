/** Terms are deadlines as data: they start, stand still, are extended, warn, fall due and stop. */

import { describe, expect, it } from "vitest";
import { as, clock, type Given, given } from "../support/given.ts";
import { fixture } from "../support/world.ts";

const world = fixture("terms");
const asked = given(world, as("gids", "2024-04-08").open(), as("gids").start("besluit"));
const running = asked.and(as("gids").act("besluit-1", "volledig"));
const instance = "besluit-1";
const taken = { type: "actionTaken", instance, branch: 0, final: false } as const;
const set = { type: "termSet", instance, term: "beslistermijn" } as const;
const fired = { type: "termFired", instance, term: "beslistermijn" } as const;
const term = (of: Given, id = "beslistermijn", at = instance) => of.instance(at).terms[id];
const due = (of: Given) => `${term(of)?.status} ${term(of)?.due}`;

/** The whole first term as it starts on 8 April 2024: six weeks end on Whit Monday, and roll on. */
const first = { start: "2024-04-08", unrolled: "2024-05-20", due: "2024-05-21", before: ["2024-05-14", "2024-05-19"] };

describe("A term", () => {
  it("starts with its action, and fixes the day it ends and the days it warns; rolling to a workday comes last", () => {
    asked
      .when(as("gids").act(instance, "volledig"))
      .thenEvents(
        { ...taken, action: "volledig", from: "open", to: "lopend", day: "2024-04-08" },
        { ...set, reason: "started", ...first },
      );
  });

  it("starts on the day the action occurred", () => {
    const late = asked.and(as("gids", "2024-04-10").act(instance, "volledig", { occurredOn: "2024-04-08" }));
    expect(term(late)).toEqual({
      status: "running",
      ...first,
      extended: 0,
      fired: [],
      overdue: false,
    });
  });

  it("stands still in some states, and moves by the calendar days it stood still", () => {
    const waiting = running.when(as("gids", "2024-04-15").act(instance, "vragen"));
    waiting.thenEvents(
      { ...taken, action: "vragen", from: "lopend", to: "wacht", day: "2024-04-15" },
      { type: "termSuspended", instance, term: "beslistermijn", day: "2024-04-15" },
    );
    waiting.after.when(as("gids", "2024-04-25").act(instance, "antwoorden")).thenEvents(
      { ...taken, action: "antwoorden", from: "wacht", to: "lopend", day: "2024-04-25" },
      {
        ...set,
        reason: "resumed",
        start: "2024-04-08",
        unrolled: "2024-05-30",
        due: "2024-05-30",
        before: ["2024-05-23", "2024-05-28"],
      },
    );
  });

  it("is extended from the day before rolling: ten days of waiting and four weeks end on 27 June", () => {
    const waited = running.and(
      as("gids", "2024-04-15").act(instance, "vragen"),
      as("gids", "2024-04-25").act(instance, "antwoorden"),
    );
    waited.when(as("chef").act(instance, "verlengen")).thenEvents(
      { ...taken, action: "verlengen", from: "lopend", to: "lopend", day: "2024-04-25" },
      {
        ...set,
        reason: "extended",
        start: "2024-04-08",
        unrolled: "2024-06-27",
        due: "2024-06-27",
        before: ["2024-06-20", "2024-06-25"],
      },
    );
    expect(due(running.and(as("chef").act(instance, "verlengen")))).toBe("running 2024-06-17");
  });

  it("counts the days it stood still by when things occurred", () => {
    const waited = running.and(
      as("gids", "2024-04-20").act(instance, "vragen", { occurredOn: "2024-04-15" }),
      as("gids", "2024-04-30").act(instance, "antwoorden", { occurredOn: "2024-04-25" }),
    );
    expect(due(waited)).toBe("running 2024-05-30");
  });

  it("is not extended twice, nor while it does not run", () => {
    const refused = (message: string) =>
      ({ code: "term", place: { instance, term: "beslistermijn" }, message }) as const;
    running
      .and(as("chef").act(instance, "verlengen"))
      .when(as("chef").act(instance, "verlengen"))
      .thenRefused(refused("De termijn ‘Beslissen’ is al verlengd; vaker kan niet."));
    running
      .and(as("gids").act(instance, "vragen"))
      .when(as("chef").act(instance, "verlengen"))
      .thenRefused(refused("De termijn ‘Beslissen’ loopt nu niet."));
    running
      .and(as("gids").act(instance, "verzwijgen"), clock("2024-05-22"))
      .when(as("chef").act(instance, "verlengen"))
      .thenRefused(refused("De termijn ‘Beslissen’ loopt nu niet."));
  });

  it("stops where it says, and in every final state", () => {
    running
      .when(as("gids").act(instance, "besluiten"))
      .thenEvents(
        { ...taken, action: "besluiten", from: "lopend", to: "besloten", day: "2024-04-08" },
        { type: "termStopped", instance, term: "beslistermijn" },
      );
    running
      .when(as("gids").act(instance, "weggooien"))
      .thenEvents(
        { ...taken, action: "weggooien", from: "lopend", to: "weg", day: "2024-04-08", final: true, outcome: "weg" },
        { type: "termStopped", instance, term: "beslistermijn" },
      );
  });

  it("starts anew after it stopped", () => {
    const again = running.and(as("chef").act(instance, "verlengen"), as("gids").act(instance, "besluiten"));
    const { state } = again.and(as("gids", "2024-09-02").act(instance, "volledig"));
    expect(state?.instances[instance]?.terms["beslistermijn"]).toEqual({
      status: "running",
      start: "2024-09-02",
      due: "2024-10-14",
      unrolled: "2024-10-14",
      before: ["2024-10-07", "2024-10-12"],
      extended: 0,
      fired: [],
      overdue: false,
    });
  });
});

describe("A warning", () => {
  it("comes at the start of its day, once", () => {
    running.when(clock("2024-05-13")).thenNothing();
    const warned = running.when(clock("2024-05-14"));
    warned.thenEvents(
      { ...fired, what: 0, day: "2024-05-14", done: true },
      { ...taken, action: "nadert", from: "lopend", to: "lopend", day: "2024-05-14" },
    );
    warned.after.when(clock("2024-05-18")).thenNothing();
  });

  it("comes again when the end moved after it", () => {
    const moved = running.and(clock("2024-05-14"), as("chef", "2024-05-15").act(instance, "verlengen"));
    expect(term(moved)?.before).toEqual(["2024-06-10", "2024-06-15"]);
    moved.when(clock("2024-06-09")).thenNothing();
    moved
      .when(clock("2024-06-10"))
      .thenEvents(
        { ...fired, what: 0, day: "2024-06-10", done: true },
        { ...taken, action: "nadert", from: "lopend", to: "lopend", day: "2024-06-10" },
      );
  });

  it("may be a message", () => {
    running
      .and(clock("2024-05-14"))
      .when(clock("2024-05-19"))
      .thenEvents(
        { ...fired, what: 1, day: "2024-05-19", done: true },
        { type: "messageSent", instance, message: "haast", to: "balie.chef", unit: "balie-noord" },
      );
  });

  it("does not come while the term stands still", () => {
    running.and(as("gids").act(instance, "vragen")).when(clock("2024-12-31")).thenNothing();
  });

  it("that cannot be done where the instance stands is noted", () => {
    running
      .and(as("gids").act(instance, "verzwijgen"))
      .when(clock("2024-05-14"))
      .thenEvents({ ...fired, what: 0, day: "2024-05-14", done: false });
  });
});

describe("The end of a term", () => {
  const warned = running.and(clock("2024-05-20"));

  it("falls due at midnight after its last day", () => {
    warned.when(clock("2024-05-21")).thenNothing();
    warned.when(clock("2024-05-22")).thenEvents(
      { ...fired, what: "due", day: "2024-05-22", done: true },
      { ...taken, action: "verstreken", from: "lopend", to: "lopend", day: "2024-05-22" },
      {
        type: "taskOpened",
        task: "task-1",
        instance,
        state: "lopend",
        title: "Bellen",
        to: "balie.chef",
        unit: "balie-noord",
        due: "2024-05-23",
      },
    );
  });

  it("is on time on its last day", () => {
    warned
      .when(as("gids", "2024-05-21").act(instance, "besluiten"))
      .thenEvents(
        { ...taken, action: "besluiten", from: "lopend", to: "besloten", day: "2024-05-21" },
        { type: "termStopped", instance, term: "beslistermijn" },
      );
  });

  it("comes before what is asked later, whenever the clock calls, and each on its own day", () => {
    running.when(as("gids", "2024-06-03").act(instance, "besluiten")).thenEvents(
      { ...fired, what: 0, day: "2024-05-14", done: true, system: true },
      { ...taken, action: "nadert", from: "lopend", to: "lopend", day: "2024-05-14", system: true },
      { ...fired, what: 1, day: "2024-05-19", done: true, system: true },
      { type: "messageSent", instance, message: "haast", to: "balie.chef", unit: "balie-noord", system: true },
      { ...fired, what: "due", day: "2024-05-22", done: true, system: true },
      { ...taken, action: "verstreken", from: "lopend", to: "lopend", day: "2024-05-22", system: true },
      {
        type: "taskOpened",
        task: "task-1",
        instance,
        state: "lopend",
        title: "Bellen",
        to: "balie.chef",
        unit: "balie-noord",
        due: "2024-05-23",
        system: true,
      },
      { ...taken, action: "besluiten", from: "lopend", to: "besloten", day: "2024-06-03" },
      { type: "taskClosed", task: "task-1" },
    );
  });

  it("shows as overdue where its action cannot be done", () => {
    const silent = running.and(as("gids").act(instance, "verzwijgen"), clock("2024-05-20"));
    const over = silent.when(clock("2024-05-22"));
    over.thenEvents({ ...fired, what: "due", day: "2024-05-22", done: false });
    expect(over.after.pageOf("gids")?.requests[0]?.terms).toEqual([
      { term: "beslistermijn", title: "Beslissen", status: "fired", due: "2024-05-21", overdue: true },
    ]);
  });

  it("is refused together with what cannot follow: the asked action is judged after it", () => {
    const turn = given(world, as("gids", "2024-04-08").open(), as("gids").start("beurt"));
    turn.when(as("gids", "2024-04-12").act("beurt-1", "zetten")).thenRefused({
      code: "not-here",
      place: { instance: "beurt-1", action: "zetten" },
      message: "Dit kan nu niet: de stand is ‘Overgeslagen’. Het kan bij ‘Aan zet’.",
    });
  });
});

describe("A term of a state", () => {
  const turn = given(world, as("gids", "2024-04-05").open(), as("gids").start("beurt"));

  it("starts when the state is entered, also the first one, and counts workdays", () => {
    expect(term(turn, "bedenktijd", "beurt-1")).toMatchObject({ start: "2024-04-05", due: "2024-04-10" });
  });

  it("does its action, and starts again when the state is entered again", () => {
    const back = turn.and(clock("2024-04-11"), as("gids", "2024-04-15").act("beurt-1", "terug"));
    expect(back.instance("beurt-1").state).toBe("aan-zet");
    expect(term(back, "bedenktijd", "beurt-1")).toMatchObject({ status: "running", due: "2024-04-18", fired: [] });
  });
});

describe("A term of a day", () => {
  const planned = given(world, as("gids", "2023-11-01").open(), as("gids").start("afspraak"));
  const save = (answers: { [field: string]: string | number | boolean }, day = "2023-11-01") =>
    as("gids", day).save("afspraak-1", "agenda", answers);

  it("of the calendar starts on the first such day to come", () => {
    expect(term(planned, "seizoen", "afspraak-1")).toMatchObject({ start: "2023-11-15", due: "2023-12-15" });
  });

  it("of a path starts in the commit in which the day, the length and the conditions are known", () => {
    const some = planned.and(save({ startdag: "2023-11-20", weken: 2 }));
    expect(term(some, "voorbereiden", "afspraak-1")).toBeUndefined();
    some.when(save({ door: true })).thenEvents(
      {
        type: "formSaved",
        instance: "afspraak-1",
        form: "agenda",
        schema: "agenda",
        changed: { door: true },
        removed: [],
        reconfirms: [],
      },
      {
        type: "termSet",
        instance: "afspraak-1",
        term: "voorbereiden",
        reason: "started",
        start: "2023-11-20",
        due: "2023-12-04",
        unrolled: "2023-12-04",
        before: [],
      },
    );
  });

  it("of a fact starts when the fact is known, and may end on a day of the calendar", () => {
    const promised = planned.and(as("gids").act("afspraak-1", "beloven", { occurredOn: "2023-10-30" }));
    expect(term(promised, "uitstel", "afspraak-1")).toMatchObject({ start: "2023-10-30", due: "2024-03-15" });
  });

  it("keeps the end that was fixed, also when the day changes afterwards", () => {
    const later = planned.and(save({ startdag: "2023-11-20", weken: 2, door: true }), save({ startdag: "2024-01-08" }));
    expect(term(later, "voorbereiden", "afspraak-1")).toMatchObject({ due: "2023-12-04" });
  });

  it("never fires at once for lying far away", () => {
    const far = planned.and(save({ startdag: "9999-12-31", weken: 2, door: true }));
    far.when(clock("2023-11-02")).thenNothing();
    expect(term(far, "voorbereiden", "afspraak-1")).toMatchObject({ status: "running", due: "9999-12-31" });
  });

  it("closes the instance when its action does", () => {
    planned.when(clock("2023-12-16")).thenEvents(
      { type: "termFired", instance: "afspraak-1", term: "seizoen", what: "due", day: "2023-12-16", done: true },
      {
        type: "actionTaken",
        instance: "afspraak-1",
        action: "sluiten",
        branch: 0,
        from: "gepland",
        to: "gesloten",
        day: "2023-12-16",
        final: true,
        outcome: "gesloten",
      },
    );
  });
});
