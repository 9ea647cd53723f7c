/** Refuses what the grammar has a word for and the engine does not do yet: nothing that is accepted is ignored. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import { isObject } from "../../../definitions/grammar/json.ts";
import type { Definition } from "../../../definitions/grammar/types.generated.ts";
import { error, type Found, inFile } from "./found.ts";
import { askedForms, fileOf, type Known, PARTS, type Part } from "./known.ts";
import { type Place, placesAt } from "./places.ts";

type Check = (known: Known, place: Place, whole: unknown) => readonly Found[];

const always =
  (word: string): Check =>
  (_known, { pointer }) => [later(pointer, word)];

const PLACES: Readonly<Partial<Record<Part, readonly (readonly [pattern: string, check: Check])[]>>> = {
  definition: [
    ["meta/running", running],
    ["meta/steps", ofRequest("steps")],
    ["meta/many", ofRequest("many")],
    ["meta/group", ofRequest("group")],
  ],
  fact: [
    ["count/of", noEffect("count telt regels, geen veld")],
    ["distinct/of", productOf("distinct")],
    ["earliest/of", productOf("earliest")],
    ["latest/of", productOf("latest")],
    ["earliest/per", noEffect("per werkt alleen bij count, sum en distinct")],
    ["latest/per", noEffect("per werkt alleen bij count, sum en distinct")],
  ],
  record: [["grants", always("grants")]],
  view: [["sections/*", section]],
  form: [
    ["properties/*", travel],
    ["properties/*/items/properties/*", innerField],
    ["properties/*/items", innerField],
    ["properties/*/properties/*", innerField],
  ],
};

export function notYetFindings(known: Known): Finding[] {
  const parts = Object.entries(PLACES) as [Part, readonly (readonly [string, Check])[]][];
  return parts.flatMap(([kind, places]) =>
    Object.entries<unknown>(known.release[PARTS[kind].part]).flatMap(([id, whole]) =>
      inFile(
        fileOf(kind, id),
        places.flatMap(([pattern, check]) => placesAt(whole, pattern).flatMap((place) => check(known, place, whole))),
      ),
    ),
  );
}

function later(pointer: string, word: string): Found {
  return error(pointer, "not-yet", `“${word}” werkt nog niet; dat komt later. Haal het tot dan weg.`);
}

function noEffect(why: string): Check {
  return (_known, { pointer }) => [error(pointer, "no-effect", `Dit doet hier niets: ${why}. Haal het weg.`)];
}

function productOf(operator: string): Check {
  return (known, place, whole) =>
    isObject(place.value) ? noEffect(`times werkt alleen bij sum, niet bij ${operator}`)(known, place, whole) : [];
}

function running(_known: Known, { pointer, value }: Place): readonly Found[] {
  return value === "finish" ? [] : [later(pointer, "running")];
}

function ofRequest(word: string): Check {
  return (known, place, whole) =>
    (whole as Definition).kind === "cycle" ? noEffect(`${word} hoort bij een request`)(known, place, whole) : [];
}

/** What was filed is forms and records. */
function section(_known: Known, { pointer, keys }: Place, whole: unknown): readonly Found[] {
  const [name = ""] = keys;
  const isFiled = isObject(whole) && whole["as"] === "filed";
  if (isFiled && (name === "dossier" || name === "steps")) {
    const message = `“${name}” hoort niet bij wat is ingediend en wordt niet getoond. Zet het in een weergave die “live” is.`;
    return [error(pointer, "no-effect", message)];
  }
  return [];
}

/** Only forms of a cycle travel to the next one. */
function travel(known: Known, { pointer, value }: Place, whole: unknown): readonly Found[] {
  const form = isObject(whole) ? String(whole["id"]) : "";
  const cycles = known.definitions.filter(({ kind }) => kind === "cycle");
  if (known.isOpen.definition || !isObject(value) || [...askedForms(cycles).values()].includes(form)) return [];
  const words = ["x-carry", "x-reconfirm"].filter((word) => value[word] !== undefined);
  const why = "alleen formulieren van een cyclus gaan mee naar de volgende";
  return words.flatMap((word) => noEffect(why)(known, { pointer: `${pointer}/${word}`, value, keys: [] }, whole));
}

function innerField(known: Known, { pointer, value }: Place, whole: unknown): readonly Found[] {
  if (!isObject(value) || value["x-from"] === undefined) return [];
  const why = "een heel veld wordt vooraf ingevuld, geen deel van een veld";
  return noEffect(why)(known, { pointer: `${pointer}/x-from`, value, keys: [] }, whole);
}
