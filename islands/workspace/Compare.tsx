import { useEffect, useRef, useState } from "preact/hooks";
import { readNonce } from "./read_nonce.ts";

/** A program that one's own can be compared with. */
export interface Other {
  readonly key: string;
  readonly label: string;
  /** @throws Error, for the learner, where it cannot be had. */
  load(): Promise<string>;
}

export interface CompareProps {
  readonly others: readonly Other[];
  readonly first: string;
  readonly read: () => string;
  readonly close: () => void;
}

/** One's own program beside another: the starter, an earlier attempt, a draft from elsewhere. */
export function Compare({ others, first, read, close }: CompareProps) {
  const [key, setKey] = useState(first);
  const [said, setSaid] = useState("Loading");
  const host = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const other = others.find((each) => each.key === key) ?? others[0];

  useEffect(() => {
    const opener = document.activeElement as HTMLElement;
    heading.current?.focus();
    // Who closes it goes on where they opened it.
    return () => opener.focus();
  }, []);
  useEffect(() => {
    let isGone = false;
    let destroy = () => {};
    setSaid("Loading");
    Promise.all([other.load(), import("./comparison.ts")]).then(
      ([before, { drawComparison }]) => {
        if (isGone) return;
        const label = `From ${other.label} to your program`;
        const options = { before, after: read(), label, nonce: readNonce() };
        const drawn = drawComparison({ ...options, parent: host.current! });
        destroy = drawn.destroy;
        setSaid(describe(drawn.places, other));
      },
      () => !isGone && setSaid("It could not be loaded. Look at your connection, and try again."),
    );
    return () => {
      isGone = true;
      destroy();
    };
  }, [other.key]);

  return (
    <section
      aria-labelledby="compare-title"
      class="mt-6 overflow-hidden rounded-xl border border-line bg-panel"
    >
      <div class="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2.5 sm:px-4">
        <h2 ref={heading} id="compare-title" tabindex={-1} class="text-sm font-semibold">
          Compared with
        </h2>
        <select
          aria-label="Compared with"
          value={other.key}
          onChange={(event) => setKey(event.currentTarget.value)}
          class="min-h-[2.25rem] min-w-0 max-w-full rounded-md border border-line bg-sunken px-2 text-sm text-ink"
        >
          {others.map(({ key, label }) => <option key={key} value={key}>{label}</option>)}
        </select>
        <p role="status" class="text-sm text-muted">{said}</p>
        <button
          type="button"
          onClick={close}
          class="ml-auto min-h-[2.25rem] rounded-md px-2 text-[0.9375rem] text-muted hover:text-ink"
        >
          Close
        </button>
      </div>
      <div ref={host} />
    </section>
  );
}

function describe(places: number, { label }: Other): string {
  const [name] = label.split(",");
  if (places === 0) return `Your program is the same as ${name}.`;
  return `Your program differs from ${name} in ${places === 1 ? "one place" : `${places} places`}.`;
}
