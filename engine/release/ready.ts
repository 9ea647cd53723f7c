/** A release ready for use with XState and SHA-256: what a server, a test and a command line need. */

import type { FormCompiler } from "../../forms/grammar/port.ts";
import type { ReleasePin } from "../streams/event.ts";
import { type CompiledRelease, compileRelease } from "./compile.ts";
import { hashOf, pinOf } from "./hash.ts";
import { machineOf } from "./machine.ts";
import type { Release } from "./release.ts";

/** @param pin when it is known already: hashing a large release takes a while. */
export function readyRelease(release: Release, forms: FormCompiler, pin: ReleasePin = pinOf(release)): CompiledRelease {
  return compileRelease(release, pin, { forms, machine: machineOf, hash: hashOf });
}
