// hidden: truthlab-hidden-7f3a
// A function that makes registers, with the last write of each replica in a Map that is never changed.

interface Written {
  readonly value: string | null;
  readonly time: bigint;
}

function makeRegister(id: string) {
  let writes: ReadonlyMap<string, Written> = new Map();

  function newest(): Written | undefined {
    const inOrder = [...writes].sort(([one, a], [other, b]) => {
      if (a.time !== b.time) return a.time < b.time ? 1 : -1;
      return one < other ? 1 : -1;
    });
    return inOrder[0]?.[1];
  }

  function write(value: string | null, now: number): void {
    const seen = newest()?.time ?? 0n;
    const time = BigInt(now) > seen ? BigInt(now) : seen + 1n;
    writes = new Map(writes).set(id, { value, time });
  }

  return {
    set: write,
    delete: (now: number) => write(null, now),
    get: () => newest()?.value ?? undefined,
    state: () => writes,
    merge(state: ReadonlyMap<string, Written>) {
      for (const [node, written] of state) {
        const mine = writes.get(node);
        if (mine === undefined || written.time > mine.time) {
          writes = new Map(writes).set(node, written);
        }
      }
    },
  };
}

// `new` on a function that returns an object gives that object.
export { makeRegister as LWWRegister };
