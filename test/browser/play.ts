/** Plays commands on the engine and tells what came of each: the same code in Node and in a page. */

import type { CommandBody, Organisation } from "../../definitions/grammar/types.generated.ts";
import { catalogOf } from "../../engine/release/catalog.ts";
import { compileRelease } from "../../engine/release/compile.ts";
import { hashOf } from "../../engine/release/hash.ts";
import type { Release } from "../../engine/release/release.ts";
import { type Steps, tableMachine } from "../../engine/release/steps.ts";
import { available } from "../../engine/run/available.ts";
import { decide } from "../../engine/run/decide.ts";
import { page } from "../../engine/run/page.ts";
import type { Actor } from "../../engine/streams/command.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import type { ReleasePin } from "../../engine/streams/event.ts";
import { dossierIn } from "../../engine/streams/stream.ts";
import type { FormCompiler } from "../../forms/grammar/port.ts";

/** Plain JSON, so that it travels to a page. */
export interface Script {
  readonly release: Release;
  readonly pin: ReleasePin;
  /** What XState says of every step, made where the release was made. */
  readonly table: Steps;
  readonly organisation: Organisation;
  readonly steps: readonly {
    readonly body: CommandBody;
    readonly at: string;
    readonly today: string;
    readonly commit: string;
    readonly actor: Actor;
  }[];
}

const newStream = (parts: readonly string[]) => parts.join("_");

/** After each step: the dossier, the refusal if it was one, and what who asked sees and may do. All as JSON. */
export function play({ release, pin, table, organisation, steps }: Script, forms: FormCompiler): readonly string[] {
  const compiled = compileRelease(release, pin, { forms, machine: tableMachine(table), hash: hashOf });
  const catalog = catalogOf([{ from: "0001-01-01", release: compiled }]);
  let state: Dossier | undefined;
  return steps.map(({ body, ...asked }) => {
    const context = { ...asked, catalog, organisation, newStream, several: "alone" as const };
    const decision = decide({ dossier: state }, { dossier: "dossier", body }, context);
    if (decision.ok) state = dossierIn(decision.states, "dossier");
    const seen = state === undefined ? undefined : page(state, context);
    const actions = state === undefined ? [] : available(state, context);
    return JSON.stringify([state, decision.ok ? [] : decision.reasons, seen, actions]);
  });
}
