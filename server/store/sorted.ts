/** A sorted list in chunks, so that one insert costs the same at a hundred entries and at a hundred thousand. */

export interface Sorted<T> {
  /** Adds the value, or replaces the one under the same key. */
  add(key: string, value: T): void;
  remove(key: string): void;
  size(): number;
  /** Entries beyond `key` (all of them without one), upwards or downwards, read one by one as the caller asks. */
  walk(key: string | undefined, downwards: boolean): Iterable<Entry<T>>;
}

export interface Entry<T> {
  readonly key: string;
  readonly value: T;
}

/** A splice moves at most this many pointers; small enough to be lost in the noise of one write. */
const CHUNK = 256;

export function sorted<T>(): Sorted<T> {
  const chunks: Entry<T>[][] = [[]];
  let size = 0;

  return {
    add(key, value) {
      const at = chunkOf(chunks, key);
      const chunk = chunks[at] ?? [];
      const place = lowerBound(chunk, key);
      if (chunk[place]?.key === key) {
        chunk[place] = { key, value };
        return;
      }
      chunk.splice(place, 0, { key, value });
      size += 1;
      if (chunk.length > CHUNK) chunks.splice(at + 1, 0, chunk.splice(CHUNK / 2));
    },
    remove(key) {
      const at = chunkOf(chunks, key);
      const chunk = chunks[at] ?? [];
      const place = lowerBound(chunk, key);
      if (chunk[place]?.key !== key) return;
      chunk.splice(place, 1);
      size -= 1;
      if (chunk.length === 0 && chunks.length > 1) chunks.splice(at, 1);
    },
    size: () => size,
    walk: (key, downwards) => (downwards ? down(chunks, key) : up(chunks, key)),
  };
}

function* up<T>(chunks: readonly Entry<T>[][], key: string | undefined): Iterable<Entry<T>> {
  const first = key === undefined ? 0 : chunkOf(chunks, key);
  for (let at = first; at < chunks.length; at++) {
    const chunk = chunks[at] ?? [];
    for (let i = key === undefined || at > first ? 0 : upperBound(chunk, key); i < chunk.length; i++) {
      const entry = chunk[i];
      if (entry !== undefined) yield entry;
    }
  }
}

function* down<T>(chunks: readonly Entry<T>[][], key: string | undefined): Iterable<Entry<T>> {
  const first = key === undefined ? chunks.length - 1 : chunkOf(chunks, key);
  for (let at = first; at >= 0; at--) {
    const chunk = chunks[at] ?? [];
    for (let i = (key === undefined || at < first ? chunk.length : lowerBound(chunk, key)) - 1; i >= 0; i--) {
      const entry = chunk[i];
      if (entry !== undefined) yield entry;
    }
  }
}

/** The last chunk that starts at or before the key. */
function chunkOf<T>(chunks: readonly Entry<T>[][], key: string): number {
  let low = 0;
  let high = chunks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((chunks[middle]?.[0]?.key ?? "") <= key) low = middle;
    else high = middle - 1;
  }
  return low;
}

function lowerBound<T>(chunk: readonly Entry<T>[], key: string): number {
  let low = 0;
  let high = chunk.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((chunk[middle]?.key ?? "") < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function upperBound<T>(chunk: readonly Entry<T>[], key: string): number {
  const place = lowerBound(chunk, key);
  return chunk[place]?.key === key ? place + 1 : place;
}
