/** The index: the rows of every stream in memory, sorted per audience and by due day. */

import type { Row, RowPage } from "./port.ts";
import { type Sorted, sorted } from "./sorted.ts";

export interface Index {
  /** Replaces all rows of a stream and gives back those that were there, so that the change can be undone. */
  put(stream: string, rows: readonly Row[]): readonly Row[];
  of(stream: string): readonly Row[];
  page(query: { audience: string; after?: string; limit: number; newestFirst?: boolean }): RowPage;
  due(query: { until: string; limit: number }): readonly Row[];
  /** How many rows were read to answer queries, for the test that a page reads no more than it shows. */
  rowsRead(): number;
}

export function openIndex(): Index {
  const byStream = new Map<string, readonly Row[]>();
  const byAudience = new Map<string, Sorted<Row>>();
  const byDay = sorted<Row>();
  let read = 0;

  function drop(row: Row): void {
    if (row.due !== undefined) byDay.remove(dueKey(row, row.due));
    for (const audience of row.audiences) {
      const list = byAudience.get(audience);
      list?.remove(orderKey(row));
      if (list?.size() === 0) byAudience.delete(audience);
    }
  }

  function add(row: Row): void {
    if (row.due !== undefined) byDay.add(dueKey(row, row.due), row);
    for (const audience of row.audiences) {
      const list = byAudience.get(audience) ?? sorted<Row>();
      byAudience.set(audience, list);
      list.add(orderKey(row), row);
    }
  }

  return {
    put(stream, rows) {
      const before = byStream.get(stream) ?? [];
      before.forEach(drop);
      rows.forEach(add);
      if (rows.length === 0) byStream.delete(stream);
      else byStream.set(stream, rows);
      return before;
    },
    of: (stream) => byStream.get(stream) ?? [],
    page({ audience, after, limit, newestFirst }) {
      const list = byAudience.get(audience);
      if (list === undefined) return { rows: [], total: 0 };
      const rows: Row[] = [];
      let last = "";
      for (const { key, value } of list.walk(after, newestFirst ?? false)) {
        if (rows.length === limit) return { rows, total: list.size(), next: last };
        read += 1;
        rows.push(value);
        last = key;
      }
      return { rows, total: list.size() };
    },
    due({ until, limit }) {
      const rows: Row[] = [];
      for (const { value } of byDay.walk(undefined, false)) {
        if (rows.length === limit || (value.due ?? "") > until) break;
        read += 1;
        rows.push(value);
      }
      return rows;
    },
    rowsRead: () => read,
  };
}

/** The controller makes the key unique when one audience sees two rows of a stream. */
function orderKey(row: Row): string {
  return `${row.order}\u0000${row.stream}\u0000${row.controller}`;
}

function dueKey(row: Row, due: string): string {
  return `${due}\u0000${orderKey(row)}`;
}
