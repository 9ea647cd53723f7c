/** Draws random things from a list of numbers, so that a shorter list with smaller numbers is a simpler example. */

import fc from "fast-check";

/** Whatever is drawn from zeros is the simplest there is. */
export interface Draw {
  /** 0 up to, not including, `n`. */
  readonly below: (n: number) => number;
  /** True in so many of a hundred. */
  readonly chance: (percent: number) => boolean;
  /** One of them; the first is the simplest. @throws when there is none. */
  readonly one: <T>(from: readonly T[]) => T;
  /** At most so many different ones, in their own order. */
  readonly some: <T>(from: readonly T[], most: number) => T[];
  /** So many times, each with its number. */
  readonly times: <T>(least: number, most: number, make: (index: number) => T) => T[];
}

/** Past the end of the numbers they begin again: long examples stay as varied as short ones. */
export function drawFrom(numbers: readonly number[]): Draw {
  let at = 0;
  const below = (n: number) => {
    const drawn =
      (numbers[at % numbers.length] ?? 0) + (at >= numbers.length ? Math.floor(at / numbers.length) * 7 : 0);
    at += 1;
    return n <= 1 ? 0 : drawn % n;
  };
  const one = <T>(from: readonly T[]): T => {
    if (from.length === 0) throw new Error("there is nothing to draw from");
    return from[below(from.length)] as T;
  };
  return {
    below,
    one,
    chance: (percent) => below(100) >= 100 - percent,
    some(from, most) {
      const count = Math.min(below(most + 1), from.length);
      const taken = new Set(Array.from({ length: count }, () => below(from.length)));
      return from.filter((_item, index) => taken.has(index));
    },
    times: (least, most, make) =>
      Array.from({ length: least + below(most - least + 1) }, (_none, index) => make(index)),
  };
}

/** Numbers to draw from, of which fast-check finds smaller ones when a law is broken. */
export function numbers(length: number): fc.Arbitrary<number[]> {
  return fc.array(fc.noBias(fc.nat({ max: 9_999 })), { minLength: length, maxLength: length });
}
