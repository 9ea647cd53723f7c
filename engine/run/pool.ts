/** Claims what is shared, gives it back, and lets who waits have what came free. */

import type { Making, Whole } from "./whole.ts";

/** Whether something came free in the pool: a new period, or more of it. */
export function lookForRoom(_whole: Whole, _line: Making): void {}
