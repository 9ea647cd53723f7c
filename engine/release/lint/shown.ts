/** Finds messages that would tell what their reader may not see. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import type { Definition, Receiver } from "../../../definitions/grammar/types.generated.ts";
import { error, type Found, inFile, step } from "./found.ts";
import { fileOf, type Known } from "./known.ts";
import { readsOf } from "./reads.ts";
import { isFor } from "./sight.ts";

interface Sent {
  readonly template: string;
  readonly to: Receiver;
  readonly pointer: string;
}

export function shownFindings(known: Known): Finding[] {
  return known.definitions.flatMap((definition) =>
    inFile(
      fileOf("definition", definition.id),
      sentBy(definition).flatMap((sent) => unseenFaults(known, definition, sent)),
    ),
  );
}

function sentBy({ states, terms }: Definition): readonly Sent[] {
  const effects = Object.entries(states).flatMap(([state, { on }]) =>
    Object.entries(on ?? {}).flatMap(([action, given]) =>
      [given].flat().flatMap(({ actions }, branch) => {
        const at = `/states${step(state)}/on${step(action)}${Array.isArray(given) ? step(branch) : ""}/actions`;
        return (actions ?? []).flatMap((effect, index): readonly Sent[] =>
          effect.type === "message" ? [{ ...effect.params, pointer: `${at}${step(index)}/params/to` }] : [],
        );
      }),
    ),
  );
  const warned = Object.entries(terms ?? {}).flatMap(([id, { before }]) =>
    (before ?? []).flatMap((one, index): readonly Sent[] =>
      "message" in one ? [{ ...one.message, pointer: `/terms${step(id)}/before${step(index)}/message/to` }] : [],
    ),
  );
  return [...effects, ...warned];
}

function unseenFaults(known: Known, definition: Definition, { template, to, pointer }: Sent): Found[] {
  const { messages, views } = known.release;
  const message = Object.hasOwn(messages, template) ? messages[template] : undefined;
  // Content in mail has its own finding.
  if (message === undefined || message.via === "mail" || known.isOpen.view) return [];
  const who = typeof to === "string" ? to : to.role;
  const mine = Object.values(views).filter((view) => isFor(definition, view, who));
  const sees = ({ section, field }: Source) =>
    mine.some(({ sections }) => {
      const shown = Object.hasOwn(sections, section) ? sections[section] : undefined;
      return shown === "all" || (shown !== undefined && (field === undefined || shown.includes(field)));
    });
  const facts = [...`${message.subject} ${message.body}`.matchAll(/\{\{facts\.([a-z0-9-]+)\}\}/g)].map(
    ([, id = ""]) => id,
  );
  return facts.flatMap((id) => {
    const hidden = readsOf(known, `facts.${id}`)
      .map((path) => sourceAt(definition, path))
      .find((source) => source !== undefined && !sees(source));
    if (hidden === undefined) return [];
    const text = `“${template}” vertelt “${who}” over “${id}”, en “${who}” mag “${hidden.section}” niet zien. Haal het uit de tekst.`;
    return [error(pointer, "message-unseen", text)];
  });
}

/** A part of a view that shows where something comes from. */
interface Source {
  readonly section: string;
  readonly field?: string;
}

/** The section that shows what stands at a path; undefined when it is of no dossier. */
function sourceAt({ id, kind }: Definition, path: string): Source | undefined {
  const [head = "", second = "", third = "", fourth] = path.split(".");
  const field = fourth === undefined ? {} : { field: fourth };
  switch (head) {
    case "dossier":
      return { section: "dossier", field: second };
    case "records":
      return { section: `records.${second}`, ...(["", "count", "on", "by"].includes(third) ? {} : { field: third }) };
    case "requests":
      return { section: second === "" ? "requests" : `requests.${second}` };
    case "cycle":
    case "instance":
      if (second === "records") return { section: `records.${third}`, ...field };
      if (second === "forms") return { section: `forms.${third}`, ...field };
      return { section: head === "cycle" || kind === "cycle" ? "steps" : `requests.${id}` };
    default:
      return undefined;
  }
}
