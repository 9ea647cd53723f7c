/** Serves a page as a careful school would: on loopback, with a policy that forbids making code from text. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";

export interface Served {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** By path: the type, and the body. */
export async function serve(files: {
  readonly [path: string]: readonly [type: string, body: string];
}): Promise<Served> {
  const server = createServer(({ url = "/" }, answer) => {
    const found = Object.hasOwn(files, url) ? files[url] : undefined;
    const [type, body] = found ?? ["text/plain", "niets"];
    answer.writeHead(found === undefined ? 404 : 200, { "content-type": type, "content-security-policy": POLICY });
    answer.end(body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
