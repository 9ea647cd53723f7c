/** One line of the benchmark table: a subject against a baseline, measured in one run. */

export interface BenchRow {
  readonly name: string;
  /** Subject divided by baseline; or the count itself where no time is measured. */
  readonly ratio: number;
  /** What the ratio must reach, in words: `≥ 0.5`. */
  readonly bar: string;
  readonly aim: string;
  readonly holds: boolean;
  /** Of all rounds, with the unit in the name of the row. */
  readonly medians: { readonly subject: number; readonly baseline: number };
  /** Smallest and largest ratio of a round. */
  readonly spread: readonly [number, number];
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** From the values of each round, taken one after the other so that a slow moment hits both. */
export function ratioRow(
  name: string,
  rounds: readonly { readonly subject: number; readonly baseline: number }[],
  { least, most, aim }: { least?: number; most?: number; aim: string },
): BenchRow {
  const medians = {
    subject: median(rounds.map(({ subject }) => subject)),
    baseline: median(rounds.map(({ baseline }) => baseline)),
  };
  const ratios = rounds.map(({ subject, baseline }) => subject / baseline);
  const ratio = median(ratios);
  return {
    name,
    ratio,
    bar: least === undefined ? `≤ ${most}` : `≥ ${least}`,
    aim,
    holds: least === undefined ? ratio <= (most ?? 0) : ratio >= least,
    medians,
    spread: [Math.min(...ratios), Math.max(...ratios)],
  };
}
