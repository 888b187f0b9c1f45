import { useEffect, useState } from "preact/hooks";
import { KEPT_EVENT } from "../theatre/KeepTest.tsx";
import { type KeptTest, openKeptTests } from "./kept_tests.ts";

/** The counterexamples that Run repeats first, with a way to let each of them go. */
export function KeptList({ slug }: { slug: string }) {
  const tests = openKeptTests(slug, () => localStorage);
  const [kept, setKept] = useState<readonly KeptTest[]>([]);
  useEffect(() => {
    const look = () => setKept(tests.read());
    look();
    addEventListener(KEPT_EVENT, look);
    // Another page of this browser has kept one, or let one go.
    addEventListener("storage", look);
    return () => {
      removeEventListener(KEPT_EVENT, look);
      removeEventListener("storage", look);
    };
  }, []);
  if (kept.length === 0) return null;
  return (
    <section aria-labelledby="kept-title" class="mt-12">
      <h2 id="kept-title" class="text-xl font-semibold tracking-tight">Tests you keep</h2>
      <p class="mb-3 mt-1 text-[0.9375rem] text-muted">Run repeats them first, in this browser.</p>
      <ol class="border-t border-line">
        {kept.map((test, index) => (
          <li key={JSON.stringify(test)} class="flex items-start gap-4 border-b border-line py-3">
            <div class="min-w-0 flex-1 text-[0.9375rem]">
              <p class="font-medium">{index + 1}. {test.promise}</p>
              <p class="break-words text-muted">{test.message}</p>
            </div>
            <button
              type="button"
              aria-label={`Remove test ${index + 1}`}
              onClick={() => {
                tests.remove(test);
                dispatchEvent(new Event(KEPT_EVENT));
              }}
              class="min-h-[2.25rem] rounded-md px-2 text-[0.9375rem] text-muted hover:text-ink"
            >
              Remove
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
