/** Whether a readable version is one page that people can read: its length, and what may never stand in it. */

/** An A4 sheet in two columns of small print, as a law gazette has it. */
const MOST = { lines: 100, words: 1600 } as const;

/** What is wrong with the page, each in a few words. */
export function faultsOnPage(page: string): string[] {
  const lines = page.trimEnd().split("\n").length;
  const words = page.match(/\p{L}[\p{L}\p{N}’'&-]+/gu)?.length ?? 0;
  return [
    ...(lines > MOST.lines ? [`${lines} lines`] : []),
    ...(words > MOST.words ? [`${words} words`] : []),
    ...(page.match(/\{\{|undefined|NaN|\[object|…|\?\)|voorwaarde 0|\b[a-z]+\.[a-z]+\b|\b[a-z]+(?:-[a-z]+)*_[a-z]+/g) ??
      []),
    ...(page.match(/^.*(?:\. \.|\.\.|: :|, ,| {2}\S\.$).*$/gm) ?? []),
  ];
}
