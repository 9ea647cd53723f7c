/** Finds what follows by itself and yet looks at who acts: then it hangs on who happened to be there last. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import type { Definition } from "../../../definitions/grammar/types.generated.ts";
import { error, type Found, inFile } from "./found.ts";
import { fileOf, type Known } from "./known.ts";
import { type Place, placesAt } from "./places.ts";
import { readsOfCondition } from "./reads.ts";

/** Judged after anything that anybody does, and by the clock. */
const ALWAYS = ["states/*/meta/when/*/holds/*", "terms/*/start/holds/*", "terms/*/stop/holds/*"];

export function byItselfFindings(known: Known): Finding[] {
  return known.definitions.flatMap((definition) => {
    const places = [...ALWAYS.flatMap((pattern) => placesAt(definition, pattern)), ...placesOfSystem(definition)];
    return inFile(
      fileOf("definition", definition.id),
      places.flatMap((place) => actorFaults(known, place)),
    );
  });
}

/** What is asked where only the system acts. */
function placesOfSystem(definition: Definition): readonly Place[] {
  return placesAt(definition, "states/*/on/*/~").flatMap(({ pointer, value, keys }) => {
    if (placesAt(value, "meta/roles").length > 0) return [];
    return ["guard", "meta/requires/*", "meta/keeps/*"]
      .flatMap((pattern) => placesAt(value, pattern))
      .map((inner) => ({ pointer: pointer + inner.pointer, value: inner.value, keys }));
  });
}

function actorFaults(known: Known, { pointer, value }: Place): readonly Found[] {
  if (!readsOfCondition(known, String(value)).some((path) => path.startsWith("actor."))) return [];
  const message = `“${String(value)}” kijkt naar wie iets doet, maar dit gaat vanzelf. Kijk naar wat er in het dossier staat.`;
  return [error(pointer, "looks-at-actor", message)];
}
