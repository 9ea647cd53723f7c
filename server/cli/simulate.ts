/** The command `simulate`: which promises of the scenarios are kept, and what no scenario tries. */

import { nearest } from "../../definitions/grammar/nearest.ts";
import type { Scenario } from "../../definitions/grammar/types.generated.ts";
import { type Coverage, coverageOf } from "../../engine/rehearse/coverage.ts";
import { type Unlooked, unlookedOf } from "../../engine/rehearse/onlookers.ts";
import { type Rehearsal, rehearse } from "../../engine/rehearse/scenario.ts";
import { readyRelease } from "../../engine/release/ready.ts";
import { ajvChecks } from "../../forms/grammar/ajv-checks.ts";
import { localDay } from "../clock/local-day.ts";
import type { Call, Exit, Io } from "./command.ts";
import { findingCount, findingLines } from "./findings.ts";
import { openSource } from "./source.ts";

/** 1 when a promise is broken, or when the source itself is. */
export async function simulate(call: Call, io: Io): Promise<Exit> {
  const source = await openSource(call, io);
  if (source === undefined) return 2;
  const { release, organisation, findings } = source;
  if (release === undefined || organisation === undefined) return unplayable(findings, io);
  const all = new Map([...source.scenarios].map(([path, scenario]) => [nameOf(path), scenario]));
  const chosen = call.words.length === 0 ? [...all.keys()] : call.words;
  const unknown = chosen.filter((name) => !all.has(name));
  if (unknown.length > 0) {
    const meant = unknown.map((name) => nearest(name, [...all.keys()]));
    const more = meant.every((one) => one !== undefined)
      ? `Bedoelt u ${meant.join(", ")}?`
      : `Wel: ${[...all.keys()].join(", ")}.`;
    io.err(`Dit scenario is er niet: ${unknown.join(", ")}. ${more}`);
    return 2;
  }
  const compiled = readyRelease(release, ajvChecks());
  const played = chosen.flatMap((name): Played[] => {
    const scenario = all.get(name);
    return scenario === undefined ? [] : [{ name, scenario, ...rehearse(scenario, compiled, organisation, localDay) }];
  });
  const coverage = coverageOf(
    compiled,
    played.flatMap(({ taken }) => taken),
  );
  const unlooked = unlookedOf(
    compiled,
    played.flatMap(({ looked }) => looked),
  );
  const broken = played.filter(({ faults }) => faults.length > 0);
  if (call.flags.has("json")) {
    const scenarios = played.map(({ name, title, faults }) => ({ name, title, ok: faults.length === 0, faults }));
    io.out(JSON.stringify({ ok: broken.length === 0, scenarios, coverage, unlooked }, undefined, 2));
  } else {
    for (const line of [...played.flatMap(told), "", ...coverage.flatMap((one) => counted(one, unlooked)), ""])
      io.out(line);
    io.out(summary(played.length, broken.length));
  }
  return broken.length === 0 ? 0 : 1;
}

type Played = Rehearsal & { readonly name: string; readonly scenario: Scenario };

/** Tells why there is nothing to play. */
export function unplayable(findings: Parameters<typeof findingLines>[0], io: Io): Exit {
  for (const line of findingLines(findings)) io.err(line);
  const organisation =
    "Zonder definitions/organisation.example.json zijn er geen mensen om een scenario mee te spelen.";
  io.err(findings.length === 0 ? organisation : `${findingCount(findings)} Herstel de bron eerst.`);
  return 1;
}

/** The file name, without its folder and ending. */
function nameOf(path: string): string {
  return (path.split("/").at(-1) ?? path).replace(/\.json$/, "");
}

function told({ name, title, faults, scenario }: Played): string[] {
  if (faults.length === 0) return [`goed  ${name}: ${title}`];
  return [
    `FOUT  ${name}: ${title}`,
    ...faults.map(({ step, message }) => `      stap ${step}${whoOf(scenario, step)}: ${message}`),
  ];
}

function whoOf(scenario: Scenario, step: number): string {
  const who = scenario.steps[step - 1]?.as;
  return who === undefined ? "" : ` (${who})`;
}

function counted({ definition, title, all, taken, missing }: Coverage, unlooked: readonly Unlooked[]): string[] {
  const line = `${`${taken}/${all}`.padStart(7)} overgangen geraakt: ${title}`;
  const unseen = unlooked.filter((one) => one.definition === definition);
  return [
    line,
    ...missing.map((transition) => `          niet geraakt: ${transition}`),
    ...unseen.map(
      (one) => `          geen belofte voor ${one.who}: ${one.missing.map((part) => SEES[part]).join(" en ")}`,
    ),
  ];
}

const SEES = { fields: "wat te zien is (fields)", hidden: "wat verborgen blijft (hidden)" } as const;

function summary(all: number, broken: number): string {
  const scenarios = all === 1 ? "1 scenario" : `${all} scenario's`;
  return broken === 0
    ? `${scenarios}, alle beloften zijn gehouden.`
    : `${scenarios}, ${broken} met een gebroken belofte.`;
}
