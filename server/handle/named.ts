/** What a command names, and whether its sender can see that it is there: what is not seen is unknown. */

import type { CommandBody } from "../../definitions/grammar/types.generated.ts";
import type { Sight } from "../../engine/rules/view.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import type { Reason } from "../../engine/streams/reason.ts";

/** One reason for each instance or record that is not there, or that the sender does not see: the same words for both. */
export function unseenReasons(body: CommandBody, dossier: Dossier, sight: Sight): readonly Reason[] {
  return [...new Set(namedBy(body))].filter((id) => !isSeen(id, dossier, sight)).map(unknown);
}

export function seesInstance(id: string, dossier: Dossier, sight: Sight): boolean {
  const instance = Object.hasOwn(dossier.instances, id) ? dossier.instances[id] : undefined;
  if (instance === undefined) return false;
  if (instance.kind === "cycle" && sight.steps !== undefined) return true;
  return sight.instances.has(id);
}

function namedBy(body: CommandBody): readonly string[] {
  switch (body.type) {
    case "save":
    case "act":
      return [body.instance];
    case "assign":
      return given(body.instance);
    case "start":
      return given(body.about);
    case "record":
      return [...given(body.of), ...given(body.replaces)];
    case "withdraw":
      return [body.record];
    case "join":
      return given(body.about);
    case "leave":
      return [body.instance];
    case "open":
    case "elapse":
      return [];
    default:
      return body satisfies never;
  }
}

function given(id: string | undefined): readonly string[] {
  return id === undefined ? [] : [id];
}

function isSeen(id: string, dossier: Dossier, sight: Sight): boolean {
  if (seesInstance(id, dossier, sight)) return true;
  const [kind] = Object.entries(dossier.records).find(([, entries]) => entries.some((entry) => entry.id === id)) ?? [];
  return kind !== undefined && sight.records.has(kind);
}

function unknown(id: string): Reason {
  return { code: "unknown", place: { id }, message: `${id} staat niet in dit dossier.` };
}
