/** The words of the practice, derived from what is shipped, and where code uses one. */

import { isObject } from "../../definitions/grammar/json.ts";
import type { Files } from "./files.ts";

/** Words of a practice in English: a disguise is no way around the rule. */
const DISGUISES: readonly string[] = (
  "pupil pupils student students parent parents guardian guardians school schools teacher teachers consent consents toolbox " +
  "headmaster principal counsellor municipality classroom kindergarten alliance diploma arrangement"
).split(" ");

/** Words of the vocabulary that hold a word of the practice, said in a name or in a sentence; and the Dutch for `older`. */
const VOCABULARY =
  /school ?years?|school ?weeks?|school ?holidays?|schooljaar|schooljaren|lesweek|lesweken|\b(?:is|zijn) ouder(?= dan|[.,])/gi;

/** Small words of Dutch, which say nothing about any practice. */
const SMALL = words(
  "aanwijzen antwoorden beginnen gestopt stoppen " +
    "aan alle andere anders bekend binnen buiten daarop deze dit door eerder gaat gedaan geen heeft hoort iets klopt komt meer minder naar niet " +
    "nieuw nieuwe nog over past per sinds tegelijk terug tijd toe uit van verder verstreken vervolgens voor vorig waar wacht wat wie " +
    "worden zelf zonder bijna mag eigen gekozen antwoord ontbreekt klaar kan moet doet dag week vandaag vastgelegd ingevuld beantwoord lezen reden naam plaats soort rol " +
    "aanwijzen begonnen beide eerste einde gegevens geldt haar horen late leden loopt maakt maken namens nummer plaatsen redenen registratie systeem tegen twee waarom wanneer",
);

/** The engine's own words, the same in Dutch and in English, or in Dutch what a message calls them. */
const OWN = new Map([
  ["dossier", "the engine's word for one subject at one unit"],
  ["dossiers", "more than one dossier"],
  ["organisation", "the organisation outside releases"],
  ["roles", "the list of roles"],
  ["effect", "what follows from a step"],
  ["plan", "how a form is carried over"],
  ["kind", "English; the Dutch word for a child"],
  ["mail", "one of the ways to send a message"],
  ["link", "a kind of resource, and of assurance"],
  ["contact", "a kind of resource"],
  ["organisatie", "Dutch for organisation"],
  ["aanvraag", "Dutch for a request"],
  ["cyclus", "Dutch for a cycle"],
  ["termijn", "Dutch for a term"],
  ["doel", "Dutch for an aim"],
  ["groep", "Dutch for a group"],
  ["vraag", "an imperative in a message: ask"],
  ["bericht", "Dutch for a message"],
  ["gedeeld", "Dutch for disclosed"],
  ["uitkomst", "Dutch for outcome"],
  ["aanvragen", "Dutch for requests"],
  ["wachtlijst", "Dutch for who waits for a pool"],
  ["ingediend", "Dutch for filed"],
  ["afronden", "Dutch for to complete"],
  ["afgerond", "Dutch for completed"],
  ["ingetrokken", "Dutch for withdrawn"],
]);

/** Ids of anything, and the words in the titles of what has a name: procedures, forms, records, menus, roles, parties. */
export function practiceWords(shipped: Files): ReadonlySet<string> {
  const found = new Set(DISGUISES);
  for (const [path, text] of shipped) {
    if (/\/(grammar|scenarios|calendar|messages)\//.test(path)) continue;
    const whole: unknown = JSON.parse(text);
    const names = /\/(conditions|facts|values|resources|views)\//.test(path);
    collect(whole, "", found, !names, path.includes("forms/schemas"));
    found.add((path.split("/").at(-1) ?? "").replace(/(\.schema|\.ui|\.example)?\.json$/, ""));
  }
  return new Set([...found].filter((word) => !SMALL.has(word) && !OWN.has(word)));
}

/** `path: word` for each word that a file uses; names in camel case are read word by word. */
export function spoken(files: Files, practice: ReadonlySet<string>): readonly string[] {
  return [...files].flatMap(([path, text]) => {
    const plain = text
      .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
      .replace(VOCABULARY, "")
      .toLowerCase();
    const said = new Set(plain.match(/[a-zà-ÿ]+(?:[-.][a-zà-ÿ]+)*/g)?.flatMap((word) => [word, ...word.split(/[-.]/)]));
    return [...said].filter((word) => practice.has(word)).map((word) => `${path}: ${word}`);
  });
}

const KEYS_ARE_IDS = ["states", "on", "parties", "terms", "properties", "units", "controllers", "people"];

function collect(value: unknown, key: string, found: Set<string>, titles: boolean, isForm: boolean): void {
  if (Array.isArray(value)) for (const item of value) collect(item, key, found, titles, isForm);
  if (!isObject(value)) return;
  if (KEYS_ARE_IDS.includes(key)) for (const id of Object.keys(value)) addId(id, found);
  for (const [inner, part] of Object.entries(value)) {
    if (inner === "id" && typeof part === "string") addId(part, found);
    if (inner === "title" && typeof part === "string" && titles && !(isForm && key !== "")) addTitle(part, found);
    collect(part, inner, found, titles, isForm);
  }
}

/** The whole, and of a role its two halves. */
function addId(id: string, found: Set<string>): void {
  found.add(id);
  if (id.includes(".")) for (const part of id.split(".")) found.add(part);
}

function addTitle(title: string, found: Set<string>): void {
  for (const word of title.toLowerCase().match(/[a-zà-ÿ]{4,}/g) ?? []) found.add(word);
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}
