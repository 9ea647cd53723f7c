/** Checks what begins by itself about something: it must be able to begin in the state that this one then has. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import type { Definition } from "../../../definitions/grammar/types.generated.ts";
import { error, type Found, inFile, step } from "./found.ts";
import { fileOf, type Known } from "./known.ts";

export function startedFindings(known: Known): Finding[] {
  return known.definitions.flatMap((definition) =>
    inFile(fileOf("definition", definition.id), startFaults(known, definition)),
  );
}

function startFaults({ release: { definitions } }: Known, { id, states }: Definition): Found[] {
  return Object.entries(states).flatMap(([state, { on }]) =>
    Object.entries(on ?? {}).flatMap(([action, given]) =>
      [given].flat().flatMap(({ target = state, actions }, branch) => {
        const here = `/states${step(state)}/on${step(action)}${Array.isArray(given) ? step(branch) : ""}/actions`;
        return (actions ?? []).flatMap((effect, index) => {
          if (effect.type !== "start") return [];
          const { definition } = effect.params;
          const started = Object.hasOwn(definitions, definition) ? definitions[definition] : undefined;
          const about = started?.meta.start.about;
          const allowed = about !== undefined && Object.hasOwn(about, id) ? about[id] : undefined;
          if (about === undefined || allowed?.includes(target) === true) return [];
          const message = `“${definition}” kan niet beginnen over “${id}” in de stand “${target}”. Zet die stand daar bij “about”.`;
          return [error(`${here}${step(index)}/params/definition`, "start-about", message)];
        });
      }),
    ),
  );
}
