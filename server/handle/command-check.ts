/** The check of a command body against the grammar: every fault, in Dutch, with its place. */

import { grammarCheck } from "../../definitions/grammar/check.ts";
import command from "../../definitions/grammar/command.schema.json" with { type: "json" };
import common from "../../definitions/grammar/common.schema.json" with { type: "json" };
import { isObject, type Json } from "../../definitions/grammar/json.ts";
import type { CommandBody } from "../../definitions/grammar/types.generated.ts";

export interface BodyFault {
  /** JSON Pointer into the body. */
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

export type CheckedBody =
  | { readonly ok: true; readonly body: CommandBody }
  | { readonly ok: false; readonly faults: readonly BodyFault[] };

const check = grammarCheck(command, { refs: [common] });

/** `opens`: the body must open a dossier, or must not. Time passes by itself: nobody sends `elapse`. */
export function checkedBody(body: Json, { opens }: { opens: boolean }): CheckedBody {
  const found = check("", body).map(({ pointer, code, message }) => ({ pointer, code, message }));
  if (found.length > 0) return { ok: false, faults: found };
  const type = isObject(body) ? body["type"] : undefined;
  const message =
    type === "elapse"
      ? "Tijd verloopt vanzelf; dit kan niemand opdragen."
      : opens && type !== "open"
        ? "Hier kan alleen een dossier worden geopend: kies open."
        : !opens && type === "open"
          ? "Een dossier openen gaat via /v1/dossiers."
          : undefined;
  if (message !== undefined) return { ok: false, faults: [{ pointer: "/type", code: "not-here", message }] };
  return { ok: true, body: body as unknown as CommandBody };
}
