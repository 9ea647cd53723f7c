/** Checks what is shared: that it is claimed, that its rules do something, and that nobody looks into it where only a dossier is. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import type { Definition, Effect, NumberPart, Pool } from "../../../definitions/grammar/types.generated.ts";
import { NUMBER } from "../../rules/pool.ts";
import { error, type Found, inFile, step, warning } from "./found.ts";
import { actionsOf, fileOf, type Known, transitionsOf } from "./known.ts";
import { readsOfCondition } from "./reads.ts";

export function poolFindings(known: Known): Finding[] {
  const pools = Object.values(known.release.pools).flatMap((pool) =>
    inFile(fileOf("pool", pool.id), [
      ...ruleFaults(pool),
      ...(pool.format === undefined ? [] : formatFaults(pool, pool.format)),
      ...(known.isOpen.definition ? [] : claimFaults(known, pool)),
    ]),
  );
  const frees = known.definitions.flatMap((one) =>
    inFile(fileOf("definition", one.id), [...freeFaults(one), ...amountFaults(known, one)]),
  );
  return [...pools, ...frees, ...viewFaults(known)];
}

/** Keys that do something only together with another. */
function ruleFaults({ capacity, full, order, offer }: Pool): Found[] {
  const given = { full, order, offer };
  const needsCapacity = capacity === undefined ? Object.entries(given) : [];
  const needsWait = capacity !== undefined && full !== "wait" ? Object.entries({ order, offer }) : [];
  const told = (entries: readonly (readonly [string, unknown])[], why: string) =>
    entries
      .filter(([, value]) => value !== undefined)
      .map(([key]) => error(`/${key}`, "no-effect", `Dit doet hier niets: ${why}. Haal het weg.`));
  return [
    ...told(needsCapacity, "zonder “capacity” raakt dit nooit vol"),
    ...told(needsWait, "alleen bij “full: wait” wacht er iemand"),
  ];
}

/** A number must be told apart from every other that the pool gives. */
function formatFaults({ period = "none", by = [] }: Pool, format: string): Found[] {
  const fault = (message: string) => [error("/format", "number-twice", message)];
  if (!NUMBER.test(format)) return fault("In het nummer staat geen volgnummer. Schrijf “{n}” of bijvoorbeeld “{n:5}”.");
  if (by.length > 0) return fault("Elke sleutel van “by” begint bij 1, dus een nummer komt vaker voor. Haal “by” weg.");
  if (period === "halfYear") {
    return fault("Elk half jaar begint bij 1, dus een nummer komt vaker voor. Kies een jaar of een schooljaar.");
  }
  if (period === "none" || format.includes("{year}")) return [];
  return fault("Elk jaar begint bij 1, dus een nummer komt vaker voor. Voeg “{year}” toe.");
}

function claimFaults({ definitions }: Known, { id, offer }: Pool): Found[] {
  const claiming = definitions.filter((one) => effectsOf(one).some(isOf("claim", id)));
  if (claiming.length === 0) {
    const message = "Niemand vraagt hierom. Noem dit bij een actie met “claim”, of haal het weg.";
    return [warning("", "never-claimed", message)];
  }
  return offer === undefined ? [] : claiming.flatMap((one) => offerFaults(one, offer));
}

/** What the engine does for who waits, must be there, and be done by nobody else. */
function offerFaults(definition: Definition, offer: string): Found[] {
  const { id, states } = definition;
  if (!actionsOf(definition).includes(offer)) {
    const message = `“${id}” vraagt hierom, maar heeft geen actie “${offer}”. Voeg die toe in de stand waarin iemand wacht.`;
    return [error("/offer", "offer", message)];
  }
  const branches = Object.values(states).flatMap(({ on }) => [on?.[offer] ?? []].flat());
  if (branches.every(({ meta }) => meta.roles === undefined)) return [];
  const message = `“${offer}” gebeurt in “${id}” vanzelf als er iets vrijkomt. Haal “roles” daar weg.`;
  return [error("/offer", "offer", message)];
}

function freeFaults(definition: Definition): Found[] {
  const claimed = effectsOf(definition).flatMap((one) => (one.type === "claim" ? [one.params.pool] : []));
  return placedEffects(definition).flatMap(({ effect, pointer }) => {
    if (effect.type !== "free" || claimed.includes(effect.params.pool)) return [];
    const message = `Hier wordt niets om “${effect.params.pool}” gevraagd, dus er komt niets vrij. Haal dit weg.`;
    return [error(pointer, "no-effect", message)];
  });
}

/** Less than nothing, or more than there is: nobody ever gets that. */
function amountFaults({ release }: Known, definition: Definition): Found[] {
  return placedEffects(definition).flatMap(({ effect, pointer }) => {
    if (effect.type !== "claim" || effect.params.amount === undefined) return [];
    const amount = numberOf(release, effect.params.amount);
    const capacity = numberOf(release, release.pools[effect.params.pool]?.capacity);
    if (amount === undefined || (amount >= 0 && !(capacity !== undefined && amount > capacity))) return [];
    const most = amount < 0 ? "minder dan niets" : `meer dan de ${capacity} die er zijn`;
    return [
      error(`${pointer}/params/amount`, "claim-amount", `Dit vraagt ${most}. Niemand krijgt dat ooit. Verander dit.`),
    ];
  });
}

/** A number that is the same for everybody. */
function numberOf({ values }: Known["release"], given: NumberPart | undefined): number | undefined {
  if (typeof given !== "object") return given;
  const value = "value" in given && Object.hasOwn(values, given.value) ? values[given.value]?.value : undefined;
  return typeof value === "number" ? value : undefined;
}

function placedEffects({ states }: Definition): readonly { readonly effect: Effect; readonly pointer: string }[] {
  return Object.entries(states).flatMap(([state, { on }]) =>
    Object.entries(on ?? {}).flatMap(([action, given]) =>
      [given].flat().flatMap(({ actions }, branch) => {
        const here = `/states${step(state)}/on${step(action)}${Array.isArray(given) ? step(branch) : ""}/actions`;
        return (actions ?? []).map((effect, index) => ({ effect, pointer: here + step(index) }));
      }),
    ),
  );
}

/** A list and a page show what stands in the dossier: how full something is stands elsewhere. */
function viewFaults(known: Known): Finding[] {
  return Object.values(known.release.views).flatMap(({ id, when = [] }) => {
    const found = when.flatMap((condition, index) => {
      const elsewhere = readsOfCondition(known, condition).some((path) => /^pools\.[^.]+\.(free|waiting)$/.test(path));
      if (!elsewhere) return [];
      const message = `“${condition}” kijkt hoe vol iets is. Dat kan een weergave niet. Gebruik “claim” of “place”.`;
      return [error(`/when${step(index)}`, "view-elsewhere", message)];
    });
    return inFile(fileOf("view", id), found);
  });
}

function effectsOf(definition: Definition): readonly Effect[] {
  return transitionsOf(definition).flatMap(({ actions }) => actions ?? []);
}

function isOf(type: "claim" | "free", pool: string): (effect: Effect) => boolean {
  return (effect) => effect.type === type && effect.params.pool === pool;
}
