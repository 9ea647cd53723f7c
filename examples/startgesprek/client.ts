/** The few lines that a client of the server needs: who asks, a key for each request, and the mark of what is changed. */

import { randomUUID } from "node:crypto";

/** What comes back, as far as this story reads it. */
export interface Answer {
  readonly status: number;
  readonly body: {
    readonly dossier?: string;
    /** Problem: why not. */
    readonly reasons?: readonly { readonly code: string; readonly message: string }[];
    readonly instances?: readonly { readonly instance: string; readonly state?: string }[];
    readonly [more: string]: unknown;
  };
}

export interface Part {
  readonly instance: string;
  readonly etag: string;
  readonly shows: { readonly state?: string; readonly label?: string };
  readonly forms: readonly {
    readonly key: string;
    readonly title: string;
    readonly etag: string;
    readonly answers: { readonly [field: string]: unknown };
    readonly toDo: readonly unknown[];
  }[];
  readonly filed: readonly { readonly by: string; readonly forms: readonly { readonly title: string }[] }[];
}

export interface Page {
  readonly cycle?: Part;
  readonly requests: readonly Part[];
  readonly next?: string;
  readonly actions: readonly { readonly id: string; readonly label: string }[];
}

export interface Person {
  readonly page: (dossier: string) => Promise<Page>;
  readonly worklist: () => Promise<readonly WorklistItem[]>;
  readonly open: (body: object) => Promise<Answer>;
  /** Looks first, so that it changes what it saw and nothing newer. */
  readonly ask: (dossier: string, body: Body) => Promise<Answer>;
}

export interface WorklistItem {
  readonly dossier: { readonly id: string };
  readonly disclosed?: { readonly [path: string]: unknown };
  readonly requests: readonly { readonly title: string; readonly label: string }[];
  readonly tasks: readonly { readonly title: string; readonly due?: string }[];
}

export type Body = { readonly type: string; readonly instance?: string; readonly form?: string } & {
  readonly [key: string]: unknown;
};

export function personAt(address: string, token: string): Person {
  async function send(path: string, body?: object, more: Record<string, string> = {}): Promise<Answer> {
    const headers = { authorization: `Bearer ${token}`, ...more };
    const post = { method: "POST", body: JSON.stringify(body) };
    const writes = { "content-type": "application/json", "idempotency-key": randomUUID() };
    const response = await fetch(
      `${address}${path}`,
      body === undefined ? { headers } : { ...post, headers: { ...headers, ...writes } },
    );
    return { status: response.status, body: (await response.json()) as Answer["body"] };
  }

  const page = async (dossier: string) => (await send(`/v1/dossiers/${dossier}`)).body as unknown as Page;

  return {
    page,
    worklist: async () => ((await send("/v1/dossiers?limit=100")).body["items"] ?? []) as readonly WorklistItem[],
    open: (body) => send("/v1/dossiers", body),
    async ask(dossier, body) {
      const mark = body.instance === undefined ? undefined : markOf(await page(dossier), body);
      return send(`/v1/dossiers/${dossier}/commands`, body, mark === undefined ? {} : { "if-match": mark });
    },
  };
}

function markOf({ cycle, requests }: Page, { instance, form }: Body): string | undefined {
  const part = [cycle, ...requests].find((one) => one?.instance === instance);
  return form === undefined ? part?.etag : part?.forms.find(({ key }) => key === form)?.etag;
}
