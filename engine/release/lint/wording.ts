/** Looks at texts for people as a reader: short sentences, known words, and a name for what a reader meets. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import { isObject } from "../../../definitions/grammar/json.ts";
import type { Definition } from "../../../definitions/grammar/types.generated.ts";
import { type Found, hint, inFile, step } from "./found.ts";
import { fileOf, type Known, PARTS, type Part } from "./known.ts";

/** Texts that people read; titles and labels are names, and names may be long. */
const TEXTS = ["help", "ask", "explain", "description", "subject", "body"];
const NAMES = ["title", "label"];

/** Level B1: what most people read without effort. */
const MOST_WORDS = 20;
const MOST_LETTERS = 18;

const WORD = /\{\{[^}]*\}\}|[\p{L}\d]+(?:['’][\p{L}]+)*/gu;

export function wordingFindings(known: Known): Finding[] {
  const files = (Object.keys(PARTS) as Part[]).flatMap((kind) =>
    Object.entries<unknown>(known.release[PARTS[kind].part]).map(([id, whole]) => ({
      file: fileOf(kind, id),
      texts: textsIn(whole, ""),
    })),
  );
  const names = new Set<string>();
  const { roles, calendars } = known.release;
  for (const { key, text } of [...files.flatMap(({ texts }) => texts), ...textsIn([roles, calendars], "")]) {
    if (NAMES.includes(key)) for (const word of wordsOf(text)) names.add(word.toLowerCase());
  }
  const read = files.flatMap(({ file, texts }) =>
    inFile(
      file,
      texts
        .filter(({ key }) => TEXTS.includes(key))
        .flatMap(({ pointer, text }) => [...longSentences(pointer, text), ...longWords(pointer, text, names)]),
    ),
  );
  return [...read, ...known.definitions.flatMap(nameFindings), ...noteFindings(known)];
}

function longSentences(pointer: string, text: string): Found[] {
  return text.split(/(?<=[.!?:;])\s+|\n/).flatMap((sentence) => {
    const count = wordsOf(sentence).length;
    if (count <= MOST_WORDS) return [];
    return [hint(pointer, "long-sentence", `Deze zin heeft ${count} woorden: “${sentence}” Maak er twee zinnen van.`)];
  });
}

/** A word that the practice uses as a name is known to its readers. */
function longWords(pointer: string, text: string, names: ReadonlySet<string>): Found[] {
  const long = wordsOf(text).filter(
    (word) => word.length > MOST_LETTERS && !word.startsWith("{{") && !names.has(word.toLowerCase()),
  );
  return [...new Set(long)].map((word) =>
    hint(pointer, "long-word", `“${word}” is een lang woord. Zeg het met gewone woorden, of leg het uit.`),
  );
}

function wordsOf(text: string): readonly string[] {
  return text.match(WORD) ?? [];
}

interface Text {
  readonly pointer: string;
  readonly key: string;
  readonly text: string;
}

function textsIn(value: unknown, pointer: string, found: Text[] = []): readonly Text[] {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) textsIn(item, `${pointer}/${index}`, found);
  if (!isObject(value)) return found;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === "object") textsIn(inner, pointer + step(key), found);
    else if (typeof inner === "string" && (NAMES.includes(key) || TEXTS.includes(key))) {
      found.push({ pointer: pointer + step(key), key, text: inner });
    }
  }
  return found;
}

/** Parties and terms stand on pages and in reasons; without a title, their id does. */
function nameFindings({ id: definition, parties, terms, states }: Definition): Finding[] {
  const untitled = [
    ...Object.entries(parties ?? {}).map(([id, { title }]) => ({ pointer: `/parties${step(id)}`, id, title })),
    ...Object.entries(terms ?? {}).map(([id, { title }]) => ({ pointer: `/terms${step(id)}`, id, title })),
  ].filter(({ title }) => title === undefined);
  const found = untitled.map(({ pointer, id }) =>
    hint(pointer, "no-title", `Mensen lezen hier nu “${id}”. Geef het een titel.`),
  );
  const helpless = Object.entries(states).flatMap(([id, { type, meta }]) =>
    type === "final" || meta.help !== undefined || meta.forms === undefined
      ? []
      : [
          hint(
            `/states${step(id)}/meta`,
            "no-help",
            "Hier vullen mensen iets in. Vertel bij “help” wat er van hen wordt verwacht.",
          ),
        ],
  );
  return inFile(fileOf("definition", definition), [...found, ...helpless]);
}

/** Who reads an assumed value must know what was assumed. */
function noteFindings({ release: { values } }: Known): Finding[] {
  return Object.values(values).flatMap(({ id, source, note }) => {
    if (!source.startsWith("ASSUMED") || note !== undefined) return [];
    return inFile(fileOf("value", id), [
      hint("/source", "no-note", "Deze waarde is aangenomen. Vertel bij “note” wat er is aangenomen."),
    ]);
  });
}
