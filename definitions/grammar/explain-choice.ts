/** Picks, among the branches of a choice, the one that was probably meant, and tells only its faults. */

import { type Fault, fault, missingKey, orList, quoted, shown, unknownValue, wrongType } from "./fault.ts";

interface Choice {
  readonly value: unknown;
  readonly pointer: string;
  /** Exactly one branch may fit (`oneOf`), instead of at least one (`anyOf`). */
  readonly single: boolean;
  readonly help?: string;
}

/** The faults to tell, given the faults of each branch: none when the choice fits. */
export function chooseBranch(branches: readonly Fault[][], choice: Choice): Fault[] {
  const { pointer, value, help } = choice;
  const fitting = branches.filter((faults) => faults.length === 0).length;
  if (fitting === 1 || (fitting > 1 && !choice.single)) return [];
  if (fitting > 1) return [fault(pointer, "choose-one", "Hier staan dingen die niet samen kunnen. Kies er één.", help)];

  const rightType = branches.filter((faults) => !faults.some((one) => isHere(one, pointer, "wrong-type")));
  if (rightType.length === 0) return [wrongType(pointer, accepted(branches, pointer, "wrong-type"), help)];
  const labelled = rightType.filter((faults) => labelFault(faults, pointer) === undefined);
  if (labelled.length === 0) return [unknownLabel(rightType, choice)];
  // What stands there was meant: a branch that only wants more is closer than one that wants it gone.
  const named = leastOf(labelled, (faults) => faults.filter((one) => one.code === "unknown-key").length);

  const lacking = named.map((faults) => missingHere(faults, pointer));
  if (named.length > 1 && named.flat().length === lacking.flat().length) return whichMissing(lacking, choice);
  const best = leastOf(named, (faults) => faults.length);
  const [first] = best;
  if (first !== undefined && best.length === 1) return first;
  const codes = new Set(best.flat().map((one) => `${one.pointer} ${one.code}`));
  if (first !== undefined && codes.size === first.length) return first;
  return [fault(pointer, "no-match", `${shown(value)} past hier niet.`, help)];
}

function leastOf(branches: readonly Fault[][], count: (faults: readonly Fault[]) => number): readonly Fault[][] {
  const least = Math.min(...branches.map(count));
  return branches.filter((faults) => count(faults) === least);
}

function isHere(one: Fault, pointer: string, code: string): boolean {
  return one.pointer === pointer && one.code === code;
}

/** The fault in the value that tells branches apart, such as the `type` of an effect: a single value directly inside. */
function labelFault(faults: readonly Fault[], pointer: string): Fault | undefined {
  return faults.find(
    (one) =>
      one.code === "unknown-value" && one.accepts?.length === 1 && one.pointer.lastIndexOf("/") <= pointer.length,
  );
}

function unknownLabel(branches: readonly (readonly Fault[])[], { value, pointer, help }: Choice): Fault {
  const labels = branches.flatMap((faults) => labelFault(faults, pointer) ?? []);
  const [first] = labels;
  const key = first?.pointer.slice(pointer.length + 1) ?? "";
  const found = key === "" ? value : Object.getOwnPropertyDescriptor(Object(value), key)?.value;
  return unknownValue(first?.pointer ?? pointer, found, [...new Set(labels.flatMap((one) => one.accepts ?? []))], help);
}

/** Every branch only lacks something: tell what all of them need, else that one of them must be chosen. */
function whichMissing(lacking: readonly (readonly string[])[], { pointer, help }: Choice): Fault[] {
  const [first = [], ...others] = lacking;
  const shared = first.filter((key) => others.every((keys) => keys.includes(key)));
  if (shared.length > 0) return shared.map((key) => missingKey(pointer, key));
  const ways = [...new Set(lacking.map((keys) => quoted(keys).join(" en ")))];
  return [fault(pointer, "choose-one", `Er ontbreekt iets. Vul ${orList(ways)} in.`, help)];
}

function missingHere(faults: readonly Fault[], pointer: string): string[] {
  return faults.flatMap((one) => (isHere(one, pointer, "missing-key") ? (one.accepts ?? []) : []));
}

function accepted(branches: readonly (readonly Fault[])[], pointer: string, code: string): string[] {
  const all = branches.flat().filter((one) => isHere(one, pointer, code));
  return [...new Set(all.flatMap((one) => one.accepts ?? []))];
}
