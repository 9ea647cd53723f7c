/** A release ready for use with XState and SHA-256: what a server, a test and a command line need. */

import type { FormCompiler } from "../../forms/grammar/port.ts";
import { type CompiledRelease, compileRelease } from "./compile.ts";
import { hashOf, pinOf } from "./hash.ts";
import { machineOf } from "./machine.ts";
import type { Release } from "./release.ts";

export function readyRelease(release: Release, forms: FormCompiler): CompiledRelease {
  return compileRelease(release, pinOf(release), { forms, machine: machineOf, hash: hashOf });
}
