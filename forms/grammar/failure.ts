/** What a validator of forms reports, before people can read it. */

/** One keyword that does not hold at one place. Both validators report in this shape, so messages are written once. */
export interface Failure {
  /** JSON Pointer into the answers; for `required` and `additionalProperties` that of the field itself. */
  readonly pointer: string;
  /** The JSON Schema keyword. A choice is always `oneOf`, also in a draft, where it was made `anyOf`. */
  readonly code: string;
  /** What the schema says behind the keyword, such as the 8 of `"maximum": 8`. */
  readonly limit: unknown;
}

/** A field name as a step of a JSON Pointer. */
export function step(name: string): string {
  return `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** The steps of a JSON Pointer. */
export function stepsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}
