/** The patterns that a form may use: so small that matching takes linear time, and means the same everywhere. */

/**
 * Undefined when the pattern is good, else a Dutch sentence that says why not and what to do.
 * A good pattern is `^`, a row of characters and classes such as `[A-Z]`, each perhaps repeated `{n}` times and one of
 * them perhaps `{n,m}` times, and `$`. Groups, alternatives, `.`, `+`, `*`, `?`, `\s` and `\w` are out: nested
 * repetition hangs a server on 32 characters, and `.` and `\s` differ between regular expression engines.
 */
export function patternFault(pattern: string): string | undefined {
  if (pattern.length > 200) return "Dit patroon is te lang. Gebruik hoogstens 200 tekens.";
  if (!pattern.startsWith("^") || !pattern.endsWith("$") || pattern.length < 3)
    return "Een patroon begint met ^ en eindigt met $. Zet ze erbij.";
  const body = pattern.slice(1, -1);
  let ranges = 0;
  let at = 0;
  while (at < body.length) {
    const atom = atomAt(body, at);
    if (atom === undefined) return `Bij “${body.slice(at, at + 12)}” staat iets dat niet mag. ${allowed}`;
    at += atom.length;
    const times = /^\{(\d{1,3})(?:,(\d{1,3}))?\}/.exec(body.slice(at, at + 9));
    if (times === null) continue;
    at += times[0].length;
    if (times[2] === undefined) continue;
    if (Number(times[1]) > Number(times[2]))
      return `In ${times[0]} is het eerste getal groter dan het tweede. Draai ze om.`;
    ranges += 1;
  }
  if (ranges > 1)
    return "Er staat meer dan één {van,tot} in dit patroon. Maak er op één na vaste aantallen van, zoals {4}.";
  return compiles(pattern) ? undefined : `In dit patroon klopt een reeks niet, zoals [z-a]. ${allowed}`;
}

const allowed = "Gebruik gewone tekens, reeksen zoals [A-Z] of [0-9], een aantal zoals {4}, en hoogstens één {2,4}.";

/** One character, one escaped character, `\d`, or one class without nesting or negation. */
function atomAt(body: string, at: number): string | undefined {
  return /^(?:\\[d^$\\.*+?()[\]{}|/]|\[(?:\\[d^$\\.*+?()[\]{}|/-]|[^\\\][^])(?:\\[d^$\\.*+?()[\]{}|/-]|[^\\\][])*\]|[^\\^$.*+?()[\]{}|])/u.exec(
    body.slice(at),
  )?.[0];
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").source.length > 0;
  } catch {
    return false;
  }
}
