/** Everything that is wrong with source files together: what a grammar of one file cannot see. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import { byItselfFindings } from "./by-itself.ts";
import { calendarFindings } from "./calendars.ts";
import { circleFindings } from "./circle.ts";
import { endingFindings } from "./endings.ts";
import { factFindings } from "./fact-shape.ts";
import { fittingFindings } from "./fitting.ts";
import { formNameFindings } from "./form-names.ts";
import { groupFindings } from "./groups.ts";
import { horizonFindings } from "./horizon.ts";
import { idleFindings } from "./idle.ts";
import { type Known, knownIn, type Linted } from "./known.ts";
import { layoutFindings } from "./layouts.ts";
import { lateFindings } from "./logic/late.ts";
import { roundFindings } from "./logic/rounds.ts";
import { togetherFindings } from "./logic/together.ts";
import { vacuousFindings } from "./logic/vacuous.ts";
import { machineFindings } from "./machine.ts";
import { menuFindings } from "./menus.ts";
import { notYetFindings } from "./not-yet.ts";
import { organisationFindings } from "./organisation.ts";
import { partFindings } from "./parts.ts";
import { poolFindings } from "./pools.ts";
import { referenceFindings } from "./references.ts";
import { scenarioFindings } from "./scenarios.ts";
import { shownFindings } from "./shown.ts";
import { sightFindings } from "./sight.ts";
import { startedFindings } from "./started.ts";
import { textFindings } from "./texts.ts";
import { unusedFindings } from "./uses.ts";
import { wayInFindings } from "./ways-in.ts";
import { wordingFindings } from "./wording.ts";

const CHECKS: readonly ((known: Known) => Finding[])[] = [
  referenceFindings,
  fittingFindings,
  machineFindings,
  togetherFindings,
  lateFindings,
  vacuousFindings,
  roundFindings,
  byItselfFindings,
  shownFindings,
  partFindings,
  menuFindings,
  endingFindings,
  factFindings,
  circleFindings,
  sightFindings,
  poolFindings,
  groupFindings,
  startedFindings,
  textFindings,
  wayInFindings,
  calendarFindings,
  horizonFindings,
  formNameFindings,
  layoutFindings,
  notYetFindings,
  organisationFindings,
  scenarioFindings,
  wordingFindings,
  unusedFindings,
  idleFindings,
];

/** All findings at once, in the order of the files. Never throws on what files say. */
export function lint(linted: Linted): Finding[] {
  const known = knownIn(linted);
  return CHECKS.flatMap((check) => check(known)).sort((a, b) => a.file.localeCompare(b.file));
}
