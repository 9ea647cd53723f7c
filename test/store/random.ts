/** Randomness from a seed, so that a failing run can be run again. */

export interface Random {
  /** An integer from 0 up to but not including `below`. */
  below(limit: number): number;
  chance(probability: number): boolean;
}

/** Mulberry32: small, and good enough to pick faults with. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  return { below: (limit) => Math.floor(next() * limit), chance: (probability) => next() < probability };
}
