/** Prints findings for people: by file, each with its place, its code, a sentence, and how to mend it. */

import type { Finding, Severity } from "../../definitions/grammar/finding.ts";

const words: { readonly [severity in Severity]: readonly [string, string] } = {
  error: ["fout", "fouten"],
  warning: ["waarschuwing", "waarschuwingen"],
  hint: ["tip", "tips"],
};

/** Lines to print; empty when nothing was found. */
export function findingLines(findings: readonly Finding[]): string[] {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) files.set(finding.file, [...(files.get(finding.file) ?? []), finding]);
  return [...files]
    .sort(([a], [b]) => a.localeCompare(b))
    .flatMap(([file, found]) => [file, ...found.flatMap(lines), ""]);
}

/** `2 fouten, 1 waarschuwing`, or that nothing was found. */
export function findingCount(findings: readonly Finding[]): string {
  const counted = (["error", "warning", "hint"] as const).flatMap((severity) => {
    const n = count(findings, severity);
    return n === 0 ? [] : [`${n} ${words[severity][n === 1 ? 0 : 1]}`];
  });
  return counted.length === 0 ? "Niets gevonden." : `${counted.join(", ")}.`;
}

export function count(findings: readonly Finding[], severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}

function lines({ severity, pointer, code, message, fix }: Finding): string[] {
  const place = pointer === "" ? "het hele bestand" : pointer;
  return [
    `  ${words[severity][0]} op ${place} [${code}]`,
    `    ${message}`,
    ...(fix === undefined ? [] : [`    Zo kan het wel: ${fix}`]),
  ];
}
