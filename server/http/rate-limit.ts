/** How much one person may ask at once and over time: a bucket that fills again. */

export interface RateLimit {
  /** Requests at once. */
  readonly burst: number;
  /** Requests per second over time. */
  readonly perSecond: number;
}

/** Far more than a person with a busy page asks. */
export const GENEROUS: RateLimit = { burst: 300, perSecond: 50 };

/** Undefined when the person may go on; else after how many whole seconds. */
export type Limiter = (person: string, now: number) => number | undefined;

/** People who are remembered; who was not here longest is forgotten first, with a full bucket. */
const MOST_PEOPLE = 10_000;

export function openLimiter({ burst, perSecond }: RateLimit): Limiter {
  const buckets = new Map<string, { left: number; at: number }>();

  return (person, now) => {
    const known = buckets.get(person) ?? { left: burst, at: now };
    const passed = Math.max(0, now - known.at) / 1_000;
    const left = Math.min(burst, known.left + passed * perSecond);
    buckets.delete(person);
    buckets.set(person, { left: left < 1 ? left : left - 1, at: now });
    for (const oldest of buckets.keys()) {
      if (buckets.size <= MOST_PEOPLE) break;
      buckets.delete(oldest);
    }
    return left < 1 ? Math.ceil((1 - left) / perSecond) : undefined;
  };
}
