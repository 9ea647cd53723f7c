/** Gates before streams: who keeps losing a race closes those of its streams, and takes its turn alone. */

export interface Gates {
  /** Waits for each stream in order of id, so that two never wait for each other. Gives back what opens them again. */
  close(streams: Iterable<string>): Promise<() => void>;
  /** Settles when the first closed one of these opens; undefined when all are open. */
  opening(streams: Iterable<string>): Promise<void> | undefined;
}

export function openGates(): Gates {
  const closed = new Map<string, Promise<void>>();

  function opening(streams: Iterable<string>): Promise<void> | undefined {
    for (const stream of streams) {
      const gate = closed.get(stream);
      if (gate !== undefined) return gate;
    }
    return undefined;
  }

  return {
    opening,
    async close(streams) {
      const inOrder = [...new Set(streams)].sort();
      let open: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => {
        open = resolve;
      });
      for (const stream of inOrder) {
        for (let busy = closed.get(stream); busy !== undefined; busy = closed.get(stream)) await busy;
        closed.set(stream, gate);
      }
      return () => {
        for (const stream of inOrder) closed.delete(stream);
        open();
      };
    },
  };
}
