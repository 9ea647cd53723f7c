/** Finds conditions and facts that ask themselves, directly or in a circle: they would never be known. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import { isObject } from "../../../definitions/grammar/json.ts";
import { error, inFile, step } from "./found.ts";
import { fileOf, type Known } from "./known.ts";

type Kind = "condition" | "fact";

interface Asking {
  readonly kind: Kind;
  readonly id: string;
  readonly pointer: string;
}

/** One finding for each circle, at the first reference of it. */
export function circleFindings(known: Known): Finding[] {
  const { conditions, facts } = known.release;
  const asks = new Map<string, readonly Asking[]>();
  for (const [id, { all, any, match }] of Object.entries(conditions)) {
    const parts = [
      ...listed("condition", "/all", all ?? []),
      ...listed("condition", "/any", any ?? []),
      ...Object.keys(match ?? {}).flatMap((path) => factIn(path, `/match${step(path)}`)),
    ];
    asks.set(`condition ${id}`, parts);
  }
  for (const [id, fact] of Object.entries(facts)) asks.set(`fact ${id}`, factsIn(fact, ""));
  const done = new Set<string>();
  return [...asks.keys()].flatMap((name) => circlesFrom(name, asks, done, []));
}

function circlesFrom(
  name: string,
  asks: ReadonlyMap<string, readonly Asking[]>,
  done: Set<string>,
  trail: readonly string[],
): Finding[] {
  if (done.has(name)) return [];
  const found = (asks.get(name) ?? []).flatMap(({ kind, id, pointer }) => {
    const next = `${kind} ${id}`;
    const way = [...trail, name];
    if (!way.includes(next)) return circlesFrom(next, asks, done, way);
    const [own = "", self = ""] = name.split(" ");
    const circle = [...way.slice(way.indexOf(next)), next].map((one) => `“${one.split(" ")[1]}”`).join(" → ");
    const message = `Dit vraagt zichzelf: ${circle}. Zo is er nooit een antwoord. Haal deze verwijzing weg.`;
    return inFile(fileOf(own as Kind, self), [error(pointer, "self-reference", message)]);
  });
  done.add(name);
  return found;
}

function listed(kind: Kind, pointer: string, ids: readonly string[]): Asking[] {
  return ids.map((id, index) => ({ kind, id, pointer: pointer + step(index) }));
}

function factIn(path: string, pointer: string): Asking[] {
  const [head, id = ""] = path.split(".");
  return head === "facts" ? [{ kind: "fact", id, pointer }] : [];
}

/** Every `{ "fact": id }` and every path to a fact, wherever it stands in the fact. */
function factsIn(value: unknown, pointer: string): Asking[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => factsIn(item, pointer + step(index)));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = pointer + step(key);
    if (typeof inner !== "string") return factsIn(inner, here);
    if (key === "fact") return [{ kind: "fact" as const, id: inner, pointer: here }];
    return key === "path" ? factIn(inner, here) : [];
  });
}
