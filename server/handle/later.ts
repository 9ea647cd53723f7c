/** Why a turn must be taken again: nothing of it happened. */

/** The commit could not be entered now: the turn must be taken again. */
export interface Later {
  readonly kind: "later";
  readonly why: Moved | NoKeys | NotAlone;
}

/** Somebody else changed one of these streams. */
export interface Moved {
  readonly moved: readonly string[];
  /** All streams of the commit. */
  readonly streams: readonly string[];
}

interface NoKeys {
  readonly keys: readonly { readonly stream: string; readonly controllers: readonly string[] }[];
}

/** Somebody goes alone in one of these streams. */
interface NotAlone {
  readonly busy: readonly string[];
}

export function later(why: Later["why"]): Later {
  return { kind: "later", why };
}

export function isLater(done: { readonly kind: string }): done is Later {
  return done.kind === "later";
}
