/** What the server says when it is up: where it is, who can come in, and what to try first. */

import type { FirstRun, Organisation } from "../../definitions/grammar/types.generated.ts";
import type { Config } from "../config/config.ts";
import type { Desk } from "../handle/desk.ts";
import { markFor, type Played } from "./play.ts";

export interface Welcome {
  readonly url: string;
  readonly config: Config;
  readonly release: string;
  readonly desk: Desk;
  readonly organisation: Organisation;
  readonly firstRun: FirstRun | undefined;
  readonly played: Played;
  signToken(person: string): Promise<string>;
}

export async function welcomeLines(given: Welcome): Promise<readonly string[]> {
  const welcome = { ...given, signToken: once(given.signToken) };
  const { url, config, release, firstRun, played } = welcome;
  return [
    `Draaiboek draait op ${url}`,
    "",
    `  gegevens    ${config.data}`,
    `  sleutels    ${config.keys}`,
    `  definities  ${config.source} (uitgave ${release.slice(0, 12)})`,
    `  wat er kan  ${url}/v1/docs`,
    "",
    ...(firstRun === undefined ? TOKENS : await peopleLines(welcome, firstRun)),
    "",
    ...(firstRun !== undefined && played.kind === "ready" ? await requestLines(welcome, firstRun, played.dossier) : []),
    ...(played.kind === "stuck" ? stuckLines(played) : []),
    "Stoppen: Ctrl+C.",
  ];
}

const TOKENS: readonly string[] = ["Een token, acht uur geldig: npm run -s draaiboek -- token <persoon>"];

async function peopleLines({ organisation, signToken }: Welcome, { tokens }: FirstRun): Promise<string[]> {
  const people = await Promise.all(
    tokens.map(async ({ person, label }) => {
      const name = organisation.people[person]?.name ?? person;
      return [`  ${person}: ${name}, ${label}`, `    ${await signToken(person)}`];
    }),
  );
  const [first] = tokens;
  return [
    "Deze verzonnen mensen kunnen erin. Hun tokens zijn acht uur geldig.",
    ...people.flat(),
    `Een nieuw token: npm run -s draaiboek -- token ${first?.person ?? "<persoon>"}`,
  ];
}

async function requestLines(welcome: Welcome, { requests }: FirstRun, dossier: string): Promise<string[]> {
  const lines = await Promise.all(
    requests.map(async (request, index) => [
      `# ${index + 1}. ${request.label}`,
      await curlLine(welcome, request, { dossier, index }),
      "",
    ]),
  );
  return ["Probeer dit eerst, in deze volgorde. Plak de regels in een ander venster.", "", ...lines.flat()];
}

/** One line for a shell, with all that it needs; the same key each time, so that pasting it twice does no harm. */
async function curlLine(
  welcome: Welcome,
  { as, path, do: body }: FirstRun["requests"][number],
  { dossier, index }: { readonly dossier: string; readonly index: number },
): Promise<string> {
  const headers = [`Authorization: Bearer ${await welcome.signToken(as)}`];
  if (body !== undefined) {
    headers.push("Content-Type: application/json", `Idempotency-Key: first-run-request-${index + 1}`);
    const mark = await markFor(welcome, { as, body, dossier });
    if (mark !== undefined) headers.push(`If-Match: ${mark}`);
  }
  return [
    "curl -sS",
    ...headers.map((header) => `-H ${quoted(header)}`),
    ...(body === undefined ? [] : [`-d ${quoted(JSON.stringify(body))}`]),
    quoted(`${welcome.url}${path.replace("{dossier}", dossier)}`),
  ].join(" ");
}

/** One token per person, so that the lines to paste show whose they are. */
function once(sign: Welcome["signToken"]): Welcome["signToken"] {
  const signed = new Map<string, Promise<string>>();
  return (person) => {
    const token = signed.get(person) ?? sign(person);
    signed.set(person, token);
    return token;
  };
}

/** As one word for a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function stuckLines({ step, reasons }: Extract<Played, { kind: "stuck" }>): string[] {
  return [
    `Het eerste dossier is niet klaargezet: stap ${step} van definitions/first-run.json werd geweigerd.`,
    ...reasons.map((reason) => `  ${reason}`),
    "",
  ];
}
