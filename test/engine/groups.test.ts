/** Groups: several dossiers take one procedure together; each sees only itself. */

import { describe, expect, it } from "vitest";
import { decide } from "../../engine/run/decide.ts";
import { dossierIn, neededBy } from "../../engine/streams/stream.ts";
import { as, clock } from "../support/given.ts";
import { givenSeveral, inStream, type Several } from "../support/several.ts";
import { contextOf, fixture, worldOf } from "../support/world.ts";

const world = fixture("groups");
const DAY = "2023-09-04";
const GROUP = "een_uitje-1";
const gids = as("gids");

const opens = (stream: string, by = "gids") =>
  inStream(stream, as(by).open({ relations: { "dossier.eigenaar": [stream === "een" ? "eigenaar" : "maker"] } }));
const mayCome = (stream: string) =>
  inStream(stream, as(stream === "een" ? "eigenaar" : "maker").record("briefje", { akkoord: true }));
const joins = (stream: string, by = "gids") => inStream(stream, { by, body: { type: "join", group: GROUP } });
const leaves = (stream: string) => inStream(stream, { by: "gids", body: { type: "leave", instance: "uitje-1" } });
const packs = (stream: string) => inStream(stream, gids.save("uitje-1", "eigen", { tas: "rood" }));
const plans = inStream("een", gids.save("uitje-1", "plan", { doel: "Zee" }));
const starts = inStream("een", gids.start("uitje"));

const begun = givenSeveral(world, opens("een"), opens("twee"), starts, plans);
const two = begun.and(joins("twee"), mayCome("een"), mayCome("twee"), packs("een"));
const stands = (given: Several, stream: string) => given.instance(stream, "uitje-1").group?.membership;

/** The streams that a decision lacks. */
function lackedBy(decides: () => unknown): readonly string[] | undefined {
  try {
    decides();
    return [];
  } catch (error) {
    return neededBy(error);
  }
}

describe("A group", () => {
  it("is opened by what starts in a dossier, which is its first member and waits", () => {
    const release = world.release.pin;
    const start = { definition: "uitje", kind: "request", release, state: "plannen", day: DAY, asks: {} } as const;
    const member = { type: "memberChanged", instance: "uitje-1", dossier: "een", mirror: "uitje-1" } as const;
    givenSeveral(world, opens("een"))
      .when(starts)
      .thenEvents({
        een: [{ type: "instanceStarted", instance: "uitje-1", ...start, group: GROUP }],
        [GROUP]: [
          { type: "dossierOpened", unit: "balie-noord", controller: "stichting-balie", day: DAY, group: true },
          { type: "instanceStarted", instance: "uitje-1", ...start },
          { ...member, membership: "waiting", day: DAY },
        ],
      });
  });

  it("lets a dossier take part as soon as all that it asks holds there", () => {
    expect(stands(begun, "een")).toBe("waiting");
    begun.when(mayCome("een")).thenEvents({
      een: [
        expect.objectContaining({ type: "recorded", record: "briefje-1" }),
        { type: "membershipChanged", instance: "uitje-1", membership: "taking", day: DAY },
      ],
      [GROUP]: [
        {
          ...{ type: "memberChanged", instance: "uitje-1", dossier: "een", mirror: "uitje-1", membership: "taking" },
          day: DAY,
        },
      ],
    } as never);
  });

  it("is asked for together with every other one of a dossier, so that they are loaded at once", () => {
    const joined = begun.and(joins("twee"));
    const mirror = joined.instance("twee", "uitje-1");
    const more = { ...mirror, id: "uitje-2", group: { id: "elders", membership: "waiting" } } as const;
    const twee = dossierIn(joined.streams, "twee");
    if (twee === undefined) throw new Error("twee is there");
    const inBoth = { ...twee, instances: { ...twee.instances, "uitje-2": more } };
    const command = { dossier: "twee", body: { type: "elapse" } } as const;
    const ask = () => decide({ twee: inBoth }, command, contextOf(world, 9, "gids", DAY));
    expect(lackedBy(ask)).toEqual([GROUP, "elders"]);
  });

  it("is not known by a name that every object has", () => {
    for (const group of ["__proto__", "constructor", "toString", ""]) {
      begun
        .when(inStream("twee", { by: "gids", body: { type: "join", group } }))
        .thenRefused({ code: "unknown", place: { group }, message: "Deze groep is niet bekend." });
    }
  });

  it("gives whoever joins what was filled in together", () => {
    const joined = begun.and(joins("twee"));
    expect(joined.instance("twee", "uitje-1").forms["plan"]?.answers).toEqual({ doel: "Zee" });
    const later = joined.and(inStream("twee", gids.save("uitje-1", "plan", { doel: "Bos" })));
    expect(["een", "twee", GROUP].map((id) => later.instance(id, "uitje-1").forms["plan"]?.answers["doel"])).toEqual([
      "Bos",
      "Bos",
      "Bos",
    ]);
  });

  it("tells who joins later since when it stands where it is", () => {
    const late = { by: "gids", day: "2023-09-11", body: { type: "join", group: GROUP } } as const;
    const joined = begun.and(inStream("twee", late));
    expect(joined.instance("twee", "uitje-1").entered).toEqual({ plannen: DAY });
    expect(joined.instance("twee", "uitje-1").started).toBe("2023-09-11");
  });

  it("leaves what is not shared in the dossier whose it is", () => {
    const packed = two.and(inStream("twee", as("maker").save("uitje-1", "eigen", { tas: "blauw" })));
    expect(packed.instance("een", "uitje-1").forms["eigen"]?.answers).toEqual({ tas: "rood" });
    expect(packed.instance(GROUP, "uitje-1").forms["eigen"]).toBeUndefined();
    packed.when(inStream(GROUP, gids.save("uitje-1", "eigen", { tas: "groen" }))).thenRefused({
      code: "not-here",
      place: { instance: "uitje-1", form: "eigen" },
      message: "Dit vult ieder die meedoet zelf in, in het eigen dossier.",
    });
  });

  it("does not go on with too few", () => {
    const alone = begun.and(mayCome("een"), packs("een"), joins("twee"));
    const why = {
      code: "members",
      place: { instance: "uitje-1" },
      message: "Er doet er nu 1 mee; 2 of meer is nodig. Laat er meer aansluiten, of help wie nog wacht.",
    } as const;
    alone.when(inStream("een", gids.act("uitje-1", "vastleggen"))).thenRefused(why);
    const action = alone.actionsOf("een", "gids").find(({ id }) => id === "uitje-1.vastleggen");
    expect(action?.reasons).toEqual([why]);
  });

  it("may always be called off", () => {
    const off = begun.and(inStream("een", gids.act("uitje-1", "afblazen")));
    expect(["een", GROUP].map((id) => off.instance(id, "uitje-1").outcome)).toEqual(["afgeblazen", "afgeblazen"]);
    expect(stands(off, "een")).toBe("left");
  });

  it("asks of everybody who takes part what each fills in, and tells whose is missing", () => {
    two.when(inStream("een", gids.act("uitje-1", "vastleggen"))).thenRefused({
      code: "required",
      place: { form: "eigen", member: "twee" },
      message: "‘Eigen spullen’ is bij iemand die meedoet nog niet compleet. Vul het daar aan.",
    });
  });

  it("moves as one, files a copy of each, tells each dossier's own people, and asks the others once", () => {
    const fixed = two.and(packs("twee"), inStream("twee", gids.act("uitje-1", "vastleggen")));
    for (const id of ["een", "twee", GROUP]) expect(fixed.instance(id, "uitje-1").state).toBe("vast");
    expect(fixed.instance("een", "uitje-1").filings.map(({ unit, copy }) => [unit, copy?.forms])).toEqual([
      ["depot-een", { plan: { doel: "Zee" }, eigen: { tas: "rood" } }],
    ]);
    expect(fixed.instance(GROUP, "uitje-1").filings.map(({ copy }) => copy?.forms)).toEqual([
      { plan: { doel: "Zee" } },
    ]);
    const told = (id: string) => fixed.pageOf(id, id === "een" ? "eigenaar" : "maker")?.messages.length;
    expect([told("een"), told("twee")]).toEqual([1, 1]);
    const asked = (id: string) => fixed.pageOf(id, "hoofd")?.tasks.map(({ title }) => title);
    expect([asked("een"), asked("twee"), asked(GROUP)]).toEqual([[], [], ["Lezen"]]);
  });

  it("is not begun where who takes part would wait for that very reason, again and again", () => {
    const none = { id: "mag-mee", match: { "requests.uitje.open": { const: 0 } }, explain: "Er loopt al een uitje." };
    const { release } = world.release;
    const goingRound = worldOf({ ...release, conditions: { "mag-mee": none } }, world.organisation);
    const why = {
      code: "chain",
      place: { instance: "uitje-1" },
      message: "Deze procedure blijft rondgaan. Meld dit bij de beheerder.",
    } as const;
    const opened = givenSeveral(goingRound, opens("een"));
    opened.when(starts).thenRefused(why);
    expect(opened.actionsOf("een", "gids").map(({ id, reasons }) => [id, reasons])).toContainEqual([
      "start.uitje",
      [why],
    ]);
  });

  it("names what was asked about when what follows in the group is refused", () => {
    const { release } = world.release;
    const uitje = structuredClone(release.definitions["uitje"]);
    if (uitje?.states["plannen"]?.on === undefined) throw new Error("the fixture has no uitje");
    const again = { target: "rond", meta: { label: "Draaien", roles: ["balie.gids"] } };
    Object.assign(uitje.states["plannen"].on, { draaien: again });
    const rond = { meta: { label: "Rond", when: [{ holds: ["altijd"], action: "draaien" }] }, on: { draaien: again } };
    Object.assign(uitje.states, { rond });
    Object.assign(uitje.meta.group ?? {}, { at: ["plannen", "rond"] });
    const altijd = { id: "altijd", match: { "instance.state": { const: "rond" } }, explain: "Het staat stil." };
    const conditions = { ...release.conditions, altijd };
    const goingRound = worldOf({ ...release, definitions: { uitje }, conditions }, world.organisation);
    const callsOff = inStream("een", gids.act("uitje-1", "afblazen"));
    const second = givenSeveral(goingRound, opens("een"), starts, callsOff, starts);
    second.when(inStream("een", gids.act("uitje-2", "draaien"))).thenRefused({
      code: "chain",
      place: { instance: "uitje-2" },
      message: "Deze procedure blijft rondgaan. Meld dit bij de beheerder.",
    });
  });

  it("shows nobody another member", () => {
    expect(two.pageOf("twee", "eigenaar")).toBeUndefined();
    expect(two.pageOf(GROUP, "eigenaar")).toBeUndefined();
    expect(JSON.stringify([two.pageOf("een", "eigenaar"), two.historyOf("een", "eigenaar")])).not.toContain("twee");
    expect(JSON.stringify([two.pageOf(GROUP, "gids"), two.historyOf(GROUP, "gids")])).not.toContain("rood");
  });

  it("lets who no longer may come wait again, and leave once it is fixed", () => {
    const back = inStream("twee", as("maker").withdraw("briefje-1"));
    expect(stands(two.and(back), "twee")).toBe("waiting");
    const fixed = two.and(packs("twee"), inStream("een", gids.act("uitje-1", "vastleggen")), back);
    expect(stands(fixed, "twee")).toBe("left");
    expect(fixed.instance("twee", "uitje-1").closed).toBe(true);
    expect(stands(fixed, "een")).toBe("taking");
  });

  it("is joined only while it can be, once, with room, by who is of the same unit and knows it", () => {
    const unknown = { code: "unknown", place: { group: GROUP }, message: "Deze groep is niet bekend." } as const;
    begun.and(opens("zuid", "gids-zuid")).when(joins("zuid", "gids-zuid")).thenRefused(unknown);
    begun.when(inStream("twee", { by: "gids", body: { type: "join", group: "zomaar" } })).thenRefused({
      ...unknown,
      place: { group: "zomaar" },
    });
    const three = begun.and(joins("twee"), opens("drie"), joins("drie"), opens("vier"));
    three.when(joins("vier")).thenRefused({
      code: "members",
      place: { group: GROUP },
      message: "Deze groep is vol: er kunnen er hoogstens 3 meedoen.",
    });
    const fixed = two.and(packs("twee"), inStream("een", gids.act("uitje-1", "vastleggen")), opens("vier"));
    fixed.when(joins("vier")).thenRefused({
      code: "not-here",
      place: { group: GROUP },
      message: "Aansluiten kan nu niet meer: de stand is ‘Vast’.",
    });
  });

  it("is left by a dossier that may come back", () => {
    const gone = two.and(leaves("twee"));
    expect([stands(gone, "twee"), gone.instance("twee", "uitje-1").closed]).toEqual(["left", true]);
    const again = gone.and(joins("twee"));
    expect(again.instance("twee", "uitje-2").group?.membership).toBe("taking");
    expect(again.stream(GROUP)).toMatchObject({ members: { twee: { mirror: "uitje-2", membership: "taking" } } });
  });

  it("lets time pass once, for all", () => {
    const fixed = two.and(packs("twee"), inStream("een", gids.act("uitje-1", "vastleggen")));
    const later = fixed.and(inStream(GROUP, clock("2023-09-12")));
    for (const id of ["een", "twee", GROUP]) expect(later.instance(id, "uitje-1").state).toBe("weg");
    // A late clock: whoever looks into one dossier sees the same.
    expect(fixed.pageOf("twee", "gids", "2023-09-12")?.requests[0]?.shows["state"]).toBe("weg");
  });

  it("takes no start, no joining and no people of its own", () => {
    const why = { code: "not-here", place: {}, message: "Dit is een groep. Doe dit in het dossier zelf." } as const;
    two.when(inStream(GROUP, gids.start("uitje"))).thenRefused(why);
    two.when(inStream(GROUP, gids.assign("dossier.eigenaar", ["eigenaar"]))).thenRefused(why);
  });

  it("is offered: to begin one, to join one, to leave", () => {
    const ids = (given: Several, stream: string) => given.actionsOf(stream, "gids").map(({ id }) => id);
    expect(ids(givenSeveral(world, opens("twee")), "twee")).toEqual(["start.uitje", "join.uitje"]);
    expect(ids(two, "een")).toContain("leave.uitje-1");
  });
});

describe("A ledger", () => {
  const fixed = two.and(packs("twee"), inStream("een", gids.act("uitje-1", "vastleggen")));
  const gone = fixed.and(inStream(GROUP, as("hoofd").act("uitje-1", "vertrekken")));
  const KAS = "ledger_kas_stichting-depot";

  it("gets a line of what is noted, for who is responsible for it", () => {
    expect(gone.commits[KAS]?.map(({ events }) => events)).toEqual([
      [
        { type: "ledgerOpened", ledger: "kas", controller: "stichting-depot" },
        {
          ...{ type: "entered", record: "kosten-1", kind: "kosten", dossier: GROUP, instance: "uitje-1", on: DAY },
          fields: { bedrag: 1200 },
        },
      ],
    ]);
    expect(gone.stream(KAS)).toMatchObject({ kind: "ledger", ledger: "kas", count: 1, revision: 1 });
  });

  it("gets a line that says so when it is taken back", () => {
    const back = gone.and(inStream(GROUP, as("hoofd").withdraw("kosten-1")));
    expect(back.commits[KAS]?.at(-1)?.events).toEqual([
      { type: "cancelled", record: "kosten-1", kind: "kosten", dossier: GROUP, why: "withdrawn" },
    ]);
  });
});
