import { useEffect, useState } from "preact/hooks";
import { openKeptTests, toKeptTest } from "../workspace/kept_tests.ts";
import type { Shared } from "./share_link.ts";

/** Told to the page when what is kept has changed. */
export const KEPT_EVENT = "truthlab:kept";

/** Keeps a counterexample as a test of its exercise: Run repeats it first from then on. */
export function KeepTest({ shared }: { shared: Shared }) {
  const tests = openKeptTests(shared.counterexample.trace.slug, () => localStorage);
  const test = toKeptTest(shared);
  const [isKept, setKept] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    const look = () => setKept(tests.has(test));
    look();
    addEventListener(KEPT_EVENT, look);
    return () => removeEventListener(KEPT_EVENT, look);
  }, [shared.counterexample]);
  const toggle = () => {
    if (isKept) tests.remove(test);
    else setFailed(!tests.add(test));
    dispatchEvent(new Event(KEPT_EVENT));
  };
  return (
    <>
      <button
        type="button"
        aria-pressed={isKept}
        title="Run repeats it first, in this browser"
        onClick={toggle}
        class={`min-h-[2.25rem] rounded-md px-2.5 text-sm font-semibold ${
          isKept ? "bg-accent text-accent-ink" : "hover:bg-sunken"
        }`}
      >
        Keep as a test
      </button>
      {hasFailed && (
        <span role="alert" class="text-sm text-warn">This browser does not keep it.</span>
      )}
    </>
  );
}
