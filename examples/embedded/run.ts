/** The engine without a server: a release from files, one dossier in memory, and every decision made here. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Actor,
  type CommandBody,
  catalogOf,
  type Dossier,
  decide,
  dossierIn,
  type Organisation,
  page,
  readyRelease,
} from "../../engine/public.ts";
import { load } from "../../engine/release/load.ts";
import { interpretChecks } from "../../forms/grammar/interpret.ts";

const root = join(import.meta.dirname, "../..");

// 1. A release: all files of a source, checked together. `interpretChecks` runs in a browser too, without `eval`.
const { release, organisation, findings } = load(filesIn(["definitions", "forms"]));
if (release === undefined || organisation === undefined) throw new Error(`${findings.length} findings`);
const catalog = catalogOf([{ from: "0001-01-01", release: readyRelease(release, interpretChecks()) }]);
console.log(`Release geladen: ${Object.keys(release.definitions).join(", ")}.`);

// 2. The state of one dossier, and the one function that changes it. Time, ids and people come from outside.
let dossier: Dossier | undefined;
let commits = 0;
const people: Organisation = organisation;

function contextFor(person: string) {
  const actor: Actor = { person, roles: people.people[person]?.roles ?? [], assurance: 2 };
  const at = new Date(Date.UTC(2022, 10, 7, 8, commits)).toISOString();
  const newStream = (parts: readonly string[]) => parts.join("_");
  const day = { at, today: at.slice(0, 10) };
  return {
    ...day,
    commit: `commit-${++commits}`,
    actor,
    catalog,
    organisation: people,
    newStream,
    several: "alone" as const,
  };
}

/** Prints what happened, or every reason why not. */
function ask(person: string, what: string, body: CommandBody): void {
  const decision = decide({ d1: dossier }, { dossier: "d1", body }, contextFor(person));
  if (decision.ok) dossier = dossierIn(decision.states, "d1");
  console.log(`\n${person}: ${what}`);
  if (decision.ok)
    console.log(`  gedaan: ${decision.streams.flatMap(({ events }) => events.map(({ type }) => type)).join(", ")}`);
  else for (const { code, message } of decision.reasons) console.log(`  geweigerd [${code}]: ${message}`);
}

ask("ib-er", "opent een dossier", {
  type: "open",
  relations: { "dossier.ouder": ["ouder"], "dossier.leerkracht": ["leerkracht"] },
  records: [{ kind: "niveau", answers: { niveau: "extra-ondersteuning-school" } }],
});
ask("ib-er", "begint een cyclus voor een startgesprek", {
  type: "start",
  definitions: ["hgw-cyclus"],
  aims: ["startgesprek"],
});
ask("leerkracht", "slaat een half formulier op", {
  type: "save",
  instance: "hgw-cyclus-1",
  form: "waarnemen",
  answers: { hulpvraag: "Hoe helpen wij Noor om een taak zelf te beginnen?", domein: "werkhouding" },
});
ask("leerkracht", "wil de stap nu al afronden", { type: "act", instance: "hgw-cyclus-1", action: "afronden" });
ask("ib-er", "wil nu al een startgesprek", {
  type: "start",
  definitions: ["startgesprek"],
  menu: "ondersteuning-toolbox",
});

// 3. One screen: what this person sees and may do, and what still has to be filled in. It always agrees with `decide`.
if (dossier === undefined) throw new Error("the dossier was not opened");
const screen = page(dossier, contextFor("leerkracht"));
console.log("\nHet scherm van de leerkracht:");
for (const { label, allowed, next, reasons } of screen?.actions ?? [])
  console.log(
    `  ${next ? "→" : allowed ? "+" : "-"} ${label}${allowed ? "" : `: ${reasons.length} reden(en) waarom nog niet`}`,
  );
for (const { title, toDo } of screen?.cycle?.forms ?? [])
  console.log(`  formulier ${title}: nog niet afgerond, ${toDo.length} vragen over`);

function filesIn(folders: readonly string[]): Map<string, string> {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  );
  const json = paths.filter((path) => path.endsWith(".json") && !path.includes("/grammar/"));
  return new Map(json.map((path) => [path, readFileSync(join(root, path), "utf8")]));
}
