/** Pools: places that are held or waited for, money that runs out, and numbers that are never given twice. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { nextDay } from "../../engine/rules/term.ts";
import { as, clock } from "../support/given.ts";
import { givenSeveral, inStream, type StepIn } from "../support/several.ts";
import { fixture, thenApplies, worldOf } from "../support/world.ts";

const world = fixture("pools");
const DAY = "2023-09-04";

/** Opens a dossier and asks for a place. */
function asks(stream: string, answers: JsonObject = {}): readonly StepIn[] {
  const gids = as("gids");
  return inStream(
    stream,
    gids.open(),
    gids.start("plek"),
    gids.save("plek-1", "plekformulier", { zaal: "noord", pas: false, ...answers }),
    gids.act("plek-1", "vragen"),
  );
}

const act = (stream: string, action: string, day?: string) => inStream(stream, as("gids", day).act("plek-1", action));
const full = givenSeveral(world, asks("een"), asks("twee"));
const states = (given: typeof full, ...streams: string[]) =>
  streams.map((stream) => given.instance(stream, "plek-1").state);

describe("A place", () => {
  it("is held in the pool and in the dossier, in one commit", () => {
    const [ready = [], asked = []] = [asks("een").slice(0, 3), asks("een").slice(3)];
    givenSeveral(world, ready)
      .when(asked)
      .thenEvents({
        een: [
          {
            type: "actionTaken",
            instance: "plek-1",
            action: "vragen",
            branch: 0,
            from: "kiezen",
            to: "binnen",
            day: DAY,
            final: false,
          },
          { type: "claimed", instance: "plek-1", pool: "zaal", claim: "held", period: "2023", place: 1, day: DAY },
        ],
        pool_zaal: [
          { type: "poolOpened", pool: "zaal", controller: "shared", day: DAY },
          {
            type: "placeHeld",
            dossier: "een",
            instance: "plek-1",
            period: "2023",
            by: ["noord"],
            place: 1,
            amount: 1,
            day: DAY,
          },
        ],
      });
  });

  it("is counted per key", () => {
    expect(states(full.and(asks("zuid", { zaal: "zuid" })), "een", "twee", "zuid")).toEqual([
      "binnen",
      "binnen",
      "binnen",
    ]);
  });

  it("is waited for when the pool lets wait", () => {
    const [ready = [], asked = []] = [asks("drie").slice(0, 3), asks("drie").slice(3)];
    full
      .and(ready)
      .when(asked)
      .thenEvents({
        drie: [
          {
            type: "actionTaken",
            instance: "plek-1",
            action: "vragen",
            branch: 1,
            from: "kiezen",
            to: "rij",
            day: DAY,
            final: false,
          },
          { type: "claimed", instance: "plek-1", pool: "zaal", claim: "waiting", period: "2023", day: DAY },
        ],
        pool_zaal: [
          {
            type: "placeAwaited",
            dossier: "drie",
            instance: "plek-1",
            by: ["noord"],
            order: [null],
            amount: 1,
            day: DAY,
          },
        ],
      });
  });

  it("that comes free is offered in the same commit, to the first that waits", () => {
    full
      .and(asks("drie", { voorrang: 3 }), asks("vier", { voorrang: 1 }))
      .when(act("een", "weggaan"))
      .thenEvents({
        een: [
          {
            type: "actionTaken",
            instance: "plek-1",
            action: "weggaan",
            branch: 0,
            from: "binnen",
            to: "weg",
            day: DAY,
            final: true,
            outcome: "weg",
          },
          { type: "freed", instance: "plek-1", pool: "zaal", day: DAY },
        ],
        vier: [
          { type: "claimed", instance: "plek-1", pool: "zaal", claim: "held", period: "2023", place: 3, day: DAY },
          {
            ...{
              type: "actionTaken",
              instance: "plek-1",
              action: "aanbieden",
              branch: 0,
              from: "rij",
              to: "aangeboden",
            },
            ...{ day: DAY, final: false, system: true },
          },
          {
            type: "messageSent",
            instance: "plek-1",
            message: "vrij",
            to: "balie.gids",
            unit: "balie-noord",
            system: true,
          },
        ],
        pool_zaal: [
          { type: "placeFreed", dossier: "een", instance: "plek-1", day: DAY },
          {
            type: "placeHeld",
            dossier: "vier",
            instance: "plek-1",
            period: "2023",
            by: ["noord"],
            place: 3,
            amount: 1,
            day: DAY,
          },
        ],
      });
  });

  it("is offered to the next when the first cannot take it, and the first goes on waiting", () => {
    const freed = full.and(asks("drie", { voorrang: 1, pas: true }), asks("vier"), act("een", "weggaan"));
    expect(states(freed, "drie", "vier")).toEqual(["rij", "aangeboden"]);
    expect(freed.instance("drie", "plek-1").claims).toEqual({ zaal: { claim: "waiting", period: "2023" } });
  });

  it("goes to who waited first when nothing else says who goes first", () => {
    expect(states(full.and(asks("drie"), asks("vier"), act("een", "weggaan")), "drie", "vier")).toEqual([
      "aangeboden",
      "rij",
    ]);
  });

  it("that is not taken goes on to the next", () => {
    const turned = full.and(asks("drie"), asks("vier"), act("een", "weggaan"), act("drie", "afzien"));
    expect(states(turned, "drie", "vier")).toEqual(["weg", "aangeboden"]);
  });

  it("is not taken by somebody new while others wait for it", () => {
    const more = worldOf({ ...world.release.release, values: plekken(3) }, world.organisation).release;
    const given = full
      .and(asks("drie"))
      .in(thenApplies(world, "2023-09-01", more))
      .and(asks("vier"));
    // The third place is there since today's release: it is offered to who waits, not to who comes.
    expect(states(given, "drie", "vier")).toEqual(["aangeboden", "rij"]);
  });

  it("is asked once: who has one or waits is told so", () => {
    full.when(act("een", "nog-een")).thenRefused({
      code: "effect",
      place: { instance: "plek-1", pool: "zaal" },
      message: "Deze aanvraag heeft dit al: ‘Plekken in de zaal’.",
    });
  });

  it("is not asked before the key is known", () => {
    const gids = as("gids");
    givenSeveral(world, inStream("een", gids.open(), gids.start("plek")))
      .when(act("een", "vragen"))
      .thenRefused({
        code: "undecided",
        place: { condition: "plek-vrij" },
        message: "De zaal is vol. U komt in de rij.",
      });
  });

  it("is offered to who waits when a new period begins, once the clock looks", () => {
    const waits = full.and(asks("drie"));
    expect(nextDay(waits.stream("pool_zaal"), world.release.days)).toBe("2023-09-05");
    waits.when(inStream("pool_zaal", clock("2023-09-05"))).thenEvents({
      pool_zaal: [{ type: "poolLooked", day: "2023-09-05" }],
    });
    const later = waits.and(inStream("pool_zaal", clock("2024-01-01")));
    expect(states(later, "een", "drie")).toEqual(["binnen", "aangeboden"]);
    expect(nextDay(later.stream("pool_zaal"), world.release.days)).toBeUndefined();
  });

  it("is offered too when the clock looks in a dossier that waits", () => {
    expect(states(full.and(asks("drie"), inStream("drie", clock("2024-01-01"))), "drie")).toEqual(["aangeboden"]);
  });

  it("may be asked again in a new period", () => {
    const again = full.and(act("een", "nog-een", "2024-01-02"));
    expect(again.instance("een", "plek-1").claims).toEqual({ zaal: { claim: "held", period: "2024", place: 1 } });
  });

  it("is waited for no longer by who is done", () => {
    const gone = full.and(asks("drie"), act("drie", "opgeven"));
    expect(gone.stream("pool_zaal")).toMatchObject({ waiting: [] });
    expect(gone.instance("drie", "plek-1").claims).toEqual({});
  });

  it("comes free when its request ends, also when no step says so, and is offered to who waits", () => {
    const stopped = full.and(asks("drie"), act("een", "stoppen"));
    expect(stopped.instance("een", "plek-1").claims).toEqual({});
    expect(states(stopped, "een", "drie")).toEqual(["weg", "aangeboden"]);
  });

  it("is known to the document: what this one has, what is left, and who waits", () => {
    const read = (stream: string) =>
      full
        .and(asks("drie"))
        .actionsOf(stream, "gids")
        .map(({ id, allowed }) => `${id} ${allowed}`);
    expect(read("drie")).toContain("plek-1.opgeven true");
    expect(full.historyOf("een", "gids").map(({ text }) => text)).toContain("Plekken in de zaal: toegewezen.");
  });
});

describe("A pool that must not be full", () => {
  const paid = (stream: string, bedrag: number) =>
    inStream(
      stream,
      as("gids").open(),
      as("gids").start("bon"),
      as("gids").save("bon-1", "bonformulier", { bedrag }),
      as("gids").act("bon-1", "betalen"),
    );

  it("counts amounts, and refuses what is too much", () => {
    const given = givenSeveral(world, paid("een", 6000), paid("twee", 5000).slice(0, 3));
    given.when(paid("twee", 5000).slice(3)).thenRefused({
      code: "full",
      place: { instance: "bon-1", pool: "kas" },
      message: "Van ‘Geld in de kas’ is nog 4000 cent over, en hiervoor is 5000 nodig.",
    });
    const back = given.and(inStream("een", as("gids").act("bon-1", "terugbetalen")), paid("twee", 5000).slice(3));
    expect(back.instance("twee", "bon-1").state).toBe("betaald");
  });

  it("tells beforehand what is too much: what can be done agrees with what is decided", () => {
    const given = givenSeveral(world, paid("een", 6000), paid("twee", 5000).slice(0, 3));
    const pay = given.actionsOf("twee", "gids").find(({ id }) => id === "bon-1.betalen");
    expect(pay?.reasons.map(({ code }) => code)).toEqual(["full"]);
  });

  it("keeps what was used when the request ends: an amount comes back only when a step says so", () => {
    const given = givenSeveral(world, paid("een", 6000), paid("twee", 5000).slice(0, 3));
    const closed = given.and(inStream("een", as("gids").act("bon-1", "afsluiten")));
    expect(closed.instance("een", "bon-1")).toMatchObject({ closed: true, claims: { kas: { claim: "held" } } });
    closed.when(paid("twee", 5000).slice(3)).thenRefused({
      code: "full",
      place: { instance: "bon-1", pool: "kas" },
      message: "Van ‘Geld in de kas’ is nog 4000 cent over, en hiervoor is 5000 nodig.",
    });
  });

  it("has all of it again in a new period", () => {
    const given = givenSeveral(world, paid("een", 10_000), paid("twee", 5000).slice(0, 3));
    const next = given.and(inStream("twee", as("gids", "2024-01-01").act("bon-1", "betalen")));
    expect(next.instance("twee", "bon-1").state).toBe("betaald");
  });
});

describe("A number", () => {
  const numbered = (stream: string, day = DAY) =>
    inStream(stream, as("gids", day).open(), as("gids").start("bon"), as("gids").act("bon-1", "nummeren"));
  const text = (given: ReturnType<typeof givenSeveral>, stream: string) =>
    given.instance(stream, "bon-1").claims["bonnummer"]?.place;

  it("is the next one of its period, as the pool writes it", () => {
    const given = givenSeveral(world, numbered("een"), numbered("twee"), numbered("drie", "2024-08-01"));
    expect(["een", "twee", "drie"].map((stream) => text(given, stream))).toEqual([
      "B2023-0001",
      "B2023-0002",
      "B2024-0001",
    ]);
  });

  it("is never given twice, also when it was given back", () => {
    const freed = givenSeveral(world, numbered("een"), inStream("een", as("gids").act("bon-1", "vergeten")));
    expect(text(freed, "een")).toBeUndefined();
    expect(text(freed.and(inStream("een", as("gids").act("bon-1", "nummeren"))), "een")).toBe("B2023-0002");
  });

  it("leaves nobody's name in the pool: nobody counts who has one", () => {
    expect(givenSeveral(world, numbered("een")).stream("pool_bonnummer")).toMatchObject({ held: [], waiting: [] });
  });
});

describe("A pool", () => {
  it("takes no command of anybody: it is no dossier", () => {
    full
      .when(inStream("pool_zaal", as("gids").start("plek")))
      .thenRefused({ code: "unknown", place: {}, message: "Dit dossier bestaat niet." });
  });
});

function plekken(value: number) {
  const { values } = world.release.release;
  const known = values["plekken"];
  if (known === undefined) throw new Error("the fixture has it");
  return { ...values, plekken: { ...known, value } };
}
