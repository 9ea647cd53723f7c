/** Checks what several dossiers do together: that somebody can join, and that the group looks only at what it has. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import type { Definition } from "../../../definitions/grammar/types.generated.ts";
import { error, type Found, inFile, step } from "./found.ts";
import { fileOf, type Known } from "./known.ts";
import { type Place, placesAt } from "./places.ts";
import { readsOfCondition } from "./reads.ts";

export function groupFindings(known: Known): Finding[] {
  return known.definitions.flatMap((definition) => {
    const { group } = definition.meta;
    if (group === undefined || definition.kind === "cycle") return [];
    return inFile(fileOf("definition", definition.id), [
      ...endFaults(definition, group.at ?? []),
      ...sharedFaults(definition, group.shared ?? []),
      ...joinerFaults(definition),
      ...lookFaults(known, definition),
    ]);
  });
}

function endFaults({ states }: Definition, at: readonly string[]): Found[] {
  return at.flatMap((state, index) => {
    if (!Object.hasOwn(states, state) || states[state]?.type !== "final") return [];
    return [
      error(`/meta/group/at${step(index)}`, "no-effect", "In een eindstand kan niemand aansluiten. Haal dit weg."),
    ];
  });
}

/** What is filled in together may also come after joining, such as a decision; but somewhere it must be asked. */
function sharedFaults({ states }: Definition, shared: readonly string[]): Found[] {
  const asked = Object.values(states).flatMap(({ meta }) => meta.forms ?? []);
  return shared.flatMap((form, index) => {
    if (asked.some((one) => one.form === form)) return [];
    const message = `“${form}” wordt in geen enkele stand van deze procedure gevraagd. Noem het in een stand, of haal het weg.`;
    return [error(`/meta/group/shared${step(index)}`, "shared-not-asked", message)];
  });
}

/** A relation is one of one dossier: in a group nobody has it. */
function joinerFaults({ meta }: Definition): Found[] {
  if (meta.start.roles.some((who) => who.includes(".") && !who.startsWith("dossier."))) return [];
  const message =
    "Alleen wie een rol bij de organisatie heeft, kan een groep beginnen of aansluiten. Voeg zo’n rol toe.";
  return [error("/meta/start/roles", "nobody-joins", message)];
}

const CONDITIONS = [
  "states/*/meta/when/*/holds/*",
  "states/*/on/*/~/guard",
  ...["requires", "advises", "keeps"].map((key) => `states/*/on/*/~/meta/${key}/*`),
];

/** The group has its own forms, members and records; what is of one dossier is asked of who joins. */
function lookFaults(known: Known, definition: Definition): Found[] {
  return CONDITIONS.flatMap((pattern) => placesAt(definition, pattern)).flatMap(({ pointer, value }: Place) => {
    const elsewhere = readsOfCondition(known, String(value)).find((path) => isOfOneDossier(known, path));
    if (elsewhere === undefined) return [];
    const message = `“${String(value)}” kijkt naar “${elsewhere}”. Dat is van elk dossier apart. Vraag het bij “joins”.`;
    return [error(pointer, "group-elsewhere", message)];
  });
}

function isOfOneDossier({ release: { records } }: Known, path: string): boolean {
  const [head = "", second = ""] = path.split(".");
  if (head === "records") return Object.hasOwn(records, second) && records[second]?.of === "dossier";
  return ["cycle", "requests", "about"].includes(head) || (head === "instance" && ["steps", "needs"].includes(second));
}
