/** The command `explore`: what no scenario reaches, and the shortest way to it. */

import { type Exploration, explore as explored } from "../../engine/rehearse/explore.ts";
import { rehearse } from "../../engine/rehearse/scenario.ts";
import { readyRelease } from "../../engine/release/ready.ts";
import { ajvChecks } from "../../forms/grammar/ajv-checks.ts";
import { localDay } from "../clock/local-day.ts";
import type { Call, Exit, Io } from "./command.ts";
import { unplayable } from "./simulate.ts";
import { openSource } from "./source.ts";

/** 0 when scenarios reach all that there is. */
export async function explore(call: Call, io: Io): Promise<Exit> {
  const source = await openSource(call, io);
  if (source === undefined) return 2;
  const { release, organisation, scenarios, findings } = source;
  if (release === undefined || organisation === undefined) return unplayable(findings, io);
  const all = Object.keys(release.definitions);
  const chosen = call.words.length === 0 ? all : call.words;
  const unknown = chosen.filter((id) => !all.includes(id));
  if (unknown.length > 0) {
    io.err(`Deze procedure is er niet: ${unknown.join(", ")}. Wel: ${all.join(", ")}.`);
    return 2;
  }
  const compiled = readyRelease(release, ajvChecks());
  const played = [...scenarios.values()].map((scenario) => rehearse(scenario, compiled, organisation, localDay));
  const taken = new Set(played.flatMap((rehearsal) => rehearsal.taken));
  const found = chosen.map((id) => explored(compiled, id, taken));
  const ok = found.every(isReached);
  if (call.flags.has("json")) io.out(JSON.stringify({ ok, procedures: found }, undefined, 2));
  else for (const line of [...found.flatMap(told), "", ok ? REACHED : NOT_REACHED]) io.out(line);
  return ok ? 0 : 1;
}

const REACHED = "De scenario's raken alles.";
const NOT_REACHED = "De scenario's raken niet alles. Met --json staat elke weg er als scenario, om in te vullen.";

function isReached({ untaken, unreachable, whole }: Exploration): boolean {
  return whole && untaken.length === 0 && unreachable.length === 0;
}

function told({ title, definition, all, untaken, unreachable, whole }: Exploration): string[] {
  return [
    `${`${all - untaken.length}/${all}`.padStart(7)} overgangen geraakt: ${title}`,
    ...untaken.flatMap(({ transition, way }) => [
      `          niet geraakt: ${transition.slice(definition.length + 1)}`,
      ...(way?.steps.map(stepLine) ?? ["            er is geen weg naartoe"]),
    ]),
    ...unreachable.map((state) => `          niet te bereiken: ${state}`),
    ...(whole ? [] : ["          niet alle wegen zijn bekeken"]),
  ];
}

type Step = NonNullable<Exploration["untaken"][number]["way"]>["steps"][number];

function stepLine({ as, do: body, expect, note }: Step, index: number): string {
  const what = body?.type === "act" ? `${body.action}, door ${as}` : "vanzelf";
  const to = Object.values(expect?.state ?? {}).join(", ");
  return `            ${index + 1}. ${what} → ${to}${note === undefined ? "" : `. ${note}`}`;
}
