/** Checks what facts count: the rows, their fields and the tests on them, and the tables they look in. */

import { isObject } from "../../../definitions/grammar/json.ts";
import { error, type Found, unknown } from "./found.ts";
import { testFaults } from "./fragment.ts";
import { actionsOf, type Known } from "./known.ts";
import { lookAt, lookAtRow } from "./look.ts";
import { type Place, placesAt } from "./places.ts";
import { fieldOf } from "./refer.ts";

export function rowsFaults(known: Known, { pointer, value }: Place): readonly Found[] {
  const path = String(value);
  const [head = "", second = "", third = ""] = path.split(".");
  if (path === "members" || path === "requests") return [];
  if (second === "actions") {
    const actions = known.definitions.flatMap(actionsOf);
    return known.isOpen.definition || actions.includes(third) ? [] : [unknown(pointer, "action", third, actions)];
  }
  if (head === "records" || second === "records") {
    const kind = head === "records" ? second : third;
    return named(pointer, path, kind, known.ids.record);
  }
  if (head === "requests") return named(pointer, path, second, known.ids.definition);
  const { wrong, field } = lookAt(known, path);
  if (wrong !== undefined) return [{ ...wrong, pointer }];
  if (field.type === undefined || field.type === "list") return [];
  return [error(pointer, "wrong-type", "Hier hoort een lijst uit een formulier. Kies een veld dat een lijst is.")];
}

export function rowTestFaults(known: Known, { pointer, value, keys }: Place, whole: unknown): readonly Found[] {
  const { wrong, field } = lookAtRow(known, rowsIn(whole), keys[0] ?? "");
  return wrong === undefined ? testFaults(known, pointer, value, field) : [{ ...wrong, pointer }];
}

export function rowFieldFaults(known: Known, { pointer, value }: Place, whole: unknown): readonly Found[] {
  if (typeof value !== "string") return [];
  const { wrong } = lookAtRow(known, rowsIn(whole), value);
  return wrong === undefined ? [] : [{ ...wrong, pointer }];
}

/** A lookup needs a table, with as many keys as are given. */
export function tableFaults(known: Known, { pointer, value }: Place, whole: unknown): readonly Found[] {
  const id = String(value);
  if (!known.ids.value.includes(id)) return [unknown(pointer, "value", id, known.ids.value)];
  const found = known.release.values[id];
  if (found === undefined) return [];
  if (found.table === undefined) {
    return [error(pointer, "no-table", `“${id}” is geen tabel. Gebruik de waarde zelf, of maak er een tabel van.`)];
  }
  const keys = placesAt(whole, "lookup/by/*");
  const [asked, given] = [found.by?.length ?? 0, keys.length];
  if (asked === given) return keys.flatMap((place, level) => keyFaults(known, place, keysAt(found.table, level)));
  const message = `De tabel “${id}” vraagt ${asked} sleutels en krijgt er ${given}. Maak dat gelijk.`;
  return [error("/lookup/by", "lookup-keys", message)];
}

/** A key that is never in the table: nothing that can stand there is. */
function keyFaults(known: Known, { pointer, value }: Place, keys: readonly string[]): readonly Found[] {
  const possible = isObject(value) ? fieldOf(known, value)?.choices : [value];
  if (possible === undefined || possible.some((one) => keys.includes(String(one)))) return [];
  return [unknown(pointer, "choice", possible.map(String).join(", "), keys, "Zo staat het niet in de tabel.")];
}

/** All keys at one depth. */
function keysAt(table: unknown, level: number): readonly string[] {
  if (!isObject(table)) return [];
  return level === 0 ? Object.keys(table) : Object.values(table).flatMap((inner) => keysAt(inner, level - 1));
}

/** The rows of the fact's operator. */
function rowsIn(whole: unknown): string {
  const operators = isObject(whole) ? Object.values(whole).filter(isObject) : [];
  return operators.map((operator) => operator["rows"]).find((found) => typeof found === "string") ?? "members";
}

function named(pointer: string, path: string, name: string, names: readonly string[]): readonly Found[] {
  if (names.includes(name)) return [];
  const paths = names.map((one) => path.replace(name, one));
  return [unknown(pointer, "path", path, paths, `Er is geen “${name}”.`)];
}
