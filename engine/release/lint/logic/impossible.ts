/** Finds a test that no value can pass, and one that every value passes. */

import type { Fragment } from "../../../../definitions/grammar/types.generated.ts";
import { interpretFragment } from "../../../../forms/grammar/interpret.ts";
import type { Field } from "../field.ts";
import { error, type Found, warning } from "../found.ts";
import type { Known } from "../known.ts";
import { filledIn } from "./boxes.ts";
import { cellsFor } from "./cells.ts";

/** A test that nothing which can stand there passes, or that everything passes which is always there. */
export function impossibleFaults(known: Known, pointer: string, test: Fragment, field: Field): readonly Found[] {
  const whole = filledIn(known, test);
  const cells = whole === undefined ? undefined : cellsFor(field, [whole]);
  if (whole === undefined || cells === undefined) return [];
  const passes = interpretFragment(whole);
  const passed = cells.filter((cell) => passes(cell)).length;
  if (passed === 0) {
    const message =
      "Dit komt nooit uit: er is geen waarde die hier kan staan en die hieraan voldoet. Kies een andere grens.";
    return [error(pointer, "impossible-value", message)];
  }
  // What is always there and passes whatever it is; a test that only asks whether something is there has its use.
  if (
    passed < cells.length ||
    field.minimum === undefined ||
    field.whole !== true ||
    JSON.stringify(test).includes("value")
  )
    return [];
  const message =
    "Dit komt altijd uit: elke waarde die hier kan staan voldoet. Kies een andere grens, of haal het weg.";
  return [warning(pointer, "always-holds", message)];
}
