/** A term that repeats runs again from the day it ended; a term may also stop by what was done meanwhile. */

import { describe, expect, it } from "vitest";
import { as, clock, type Given, given } from "../support/given.ts";
import { fixture } from "../support/world.ts";

const world = fixture("terms");
const instance = "huur-1";
const term = "betaaltermijn";
/** Sunday 4 February 2024 and two weeks is a Sunday again: the last day rolls to Monday 19. */
const rented = given(world, as("gids", "2024-02-04").open(), as("gids").start("huur"));
const of = (past: Given) => past.instance(instance).terms[term];
const taken = { type: "actionTaken", instance, branch: 0, final: false } as const;
const fired = { type: "termFired", instance, term } as const;
const message = { type: "messageSent", instance, message: "haast", to: "balie.chef", unit: "balie-noord" } as const;
const again = {
  type: "termSet",
  instance,
  term,
  reason: "repeated",
  start: "2024-02-18",
  due: "2024-03-18",
  unrolled: "2024-03-18",
  before: ["2024-03-16"],
} as const;
const everyDay = (past: Given, from: string, count: number) => {
  const days = Array.from({ length: count }, (_one, n) => new Date(Date.parse(from) + n * 86_400_000));
  return past.and(...days.map((day) => clock(day.toISOString().slice(0, 10))));
};

describe("A term that repeats", () => {
  it("runs again from the day it ended, before that rolled, and warns again", () => {
    const warned = rented.and(clock("2024-02-17"));
    warned
      .when(clock("2024-02-20"))
      .thenEvents(
        { ...fired, what: "due", day: "2024-02-20", done: true },
        { ...taken, action: "innen", from: "gehuurd", to: "gehuurd", day: "2024-02-20" },
        again,
      )
      .when(clock("2024-03-16"))
      .thenEvents({ ...fired, what: 0, day: "2024-03-16", done: true }, message);
  });

  it("is the same whether the clock calls every day or once", () => {
    const daily = everyDay(rented, "2024-02-05", 120);
    const late = rented.and(clock("2024-06-03"));
    expect(of(late)).toMatchObject({ status: "running", start: "2024-05-18", due: "2024-06-18", extended: 0 });
    expect(late.instance(instance).terms).toEqual(daily.instance(instance).terms);
    const events = (past: Given) => past.commits.slice(2).flatMap((commit) => commit.events);
    expect(events(late)).toEqual(events(daily));
  });

  it("goes on where its action cannot be done, and is overdue until it can", () => {
    const silent = rented.and(as("gids").act(instance, "aanhouden"), clock("2024-03-20"));
    expect(of(silent)).toMatchObject({ status: "running", due: "2024-04-18", overdue: true });
    const on = silent.and(as("gids").act(instance, "hervatten"), clock("2024-04-19"));
    expect(of(on)).toMatchObject({ overdue: false });
  });

  it("stands still at once where its action leads to a state in which it stands still", () => {
    const still = rented.and(
      as("gids").act(instance, "aanhouden"),
      as("gids").act(instance, "hervatten"),
      clock("2024-02-20"),
    );
    expect(still.instance(instance).state).toBe("pauze");
    expect(of(still)).toMatchObject({ status: "suspended", suspended: "2024-02-20", due: "2024-03-18" });
    const on = still.and(as("gids", "2024-02-25").act(instance, "verder"));
    expect(of(on)).toMatchObject({ status: "running", due: "2024-03-25" });
  });

  it("ends where it stops", () => {
    const back = rented.and(as("gids", "2024-03-01").act(instance, "terugbrengen"));
    expect(of(back)).toMatchObject({ status: "stopped" });
    back.when(clock("2024-06-01")).thenNothing();
  });
});

describe("A term that stops by what holds", () => {
  it("stops in the commit in which that is so", () => {
    rented
      .when(as("gids").act(instance, "afkopen"))
      .thenEvents(
        { ...taken, action: "afkopen", from: "gehuurd", to: "gehuurd", day: "2024-02-04" },
        { type: "termStopped", instance, term },
      )
      .when(clock("2024-06-01"))
      .thenNothing();
  });

  it("fires first what was due before that", () => {
    const late = rented.and(clock("2024-02-17")).when(as("gids", "2024-02-20").act(instance, "afkopen"));
    late.thenEvents(
      { ...fired, what: "due", day: "2024-02-20", done: true, system: true },
      { ...taken, action: "innen", from: "gehuurd", to: "gehuurd", day: "2024-02-20", system: true },
      { ...again, system: true },
      { ...taken, action: "afkopen", from: "gehuurd", to: "gehuurd", day: "2024-02-20" },
      { type: "termStopped", instance, term },
    );
  });
});
