/** The engine as others embed it: decide, look, and rehearse, with the types that go in and come out. */

export type { Finding, Severity } from "../definitions/grammar/finding.ts";
export type { Json, JsonObject } from "../definitions/grammar/json.ts";
export type { CommandBody, Definition, Organisation, Scenario } from "../definitions/grammar/types.generated.ts";
export type { FormChecks, FormCompiler, Problem } from "../forms/grammar/port.ts";
export { readable } from "./rehearse/readable.ts";
export { type Rehearsal, rehearse } from "./rehearse/scenario.ts";
export { type Catalog, catalogOf } from "./release/catalog.ts";
export { type CompiledRelease, compileRelease, type Tools } from "./release/compile.ts";
export { readyRelease } from "./release/ready.ts";
export type { Release } from "./release/release.ts";
export { type Machine, type Steps, stepsOf, tableMachine } from "./release/steps.ts";
export type { Action } from "./run/action.ts";
export { available } from "./run/available.ts";
export { type Decision, decide, upToDate } from "./run/decide.ts";
export { type HistoryLine, history } from "./run/history.ts";
export { type Page, page } from "./run/page.ts";
export { several } from "./run/several.ts";
export type { Context } from "./run/whole.ts";
export { audiencesOf, type WorklistRow, worklist } from "./run/worklist.ts";
export { type Actor, type Command, SYSTEM } from "./streams/command.ts";
export { controllersOf, type DossierCommit, fold, join, type StreamCommit, split } from "./streams/commit.ts";
export type { Dossier, Instance } from "./streams/dossier.ts";
export type { Day, DossierEvent, ReleasePin } from "./streams/event.ts";
export { evolve } from "./streams/evolve.ts";
export type { Ledger } from "./streams/ledger.ts";
export type { Pool } from "./streams/pool.ts";
export type { Reason, ReasonCode, Warning } from "./streams/reason.ts";
export {
  dossierIn,
  neededBy,
  type StreamEvent,
  type StreamState,
  type Streams,
  withStreams,
} from "./streams/stream.ts";
