import { useLayoutEffect, useState } from "preact/hooks";
import { Button } from "@/components/Button.tsx";
import { Html } from "@/components/Html.tsx";

export interface HintsProps {
  readonly slug: string;
  /** How many there are. */
  readonly of: number;
  /** Those that were asked for, as HTML that the build made. */
  readonly shown: readonly string[];
}

const FAILED = "The hint could not be loaded. Look at your connection, and press again.";

/** One hint after the other, for who asks. Without its script the button is a form's. */
export default function Hints({ slug, of, shown: known }: HintsProps) {
  const [shown, setShown] = useState(known);
  const [asked, setAsked] = useState<number>();
  const [said, setSaid] = useState("");
  // The new one is read out, and is where the next Tab goes on.
  useLayoutEffect(() => {
    if (asked !== undefined) document.getElementById(`hint-${asked}`)?.focus();
  }, [asked]);
  if (of === 0) return null;
  const next = shown.length + 1;
  const ask = async () => {
    setSaid("");
    try {
      setShown(await fetchHints(slug, next));
      setAsked(next);
    } catch {
      setSaid(FAILED);
    }
  };
  return (
    <section
      id="hints"
      aria-labelledby="hints-title"
      class="mt-8 rounded-xl border border-line bg-panel px-5 py-4"
    >
      <div class="flex items-baseline justify-between gap-4">
        <h2 id="hints-title" class="font-semibold">Hints</h2>
        <p class="text-sm tabular-nums text-muted">{shown.length} of {of} shown</p>
      </div>
      {shown.map((html, index) => (
        <section
          key={index}
          id={`hint-${index + 1}`}
          aria-label={`Hint ${index + 1}`}
          tabindex={-1}
          class="mt-3 scroll-mt-20 border-t border-line pt-1 outline-none"
        >
          <Html html={html} class="prose prose-small" />
        </section>
      ))}
      {next <= of && (
        <form
          method="post"
          action={`/api/exercises/${slug}/hints`}
          onSubmit={(event) => {
            event.preventDefault();
            ask();
          }}
          class="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2"
        >
          <input type="hidden" name="number" value={next} />
          <Button kind="secondary">
            {next === 1 ? "Show the first hint" : `Show hint ${next}`}
          </Button>
          <p class="text-sm text-muted">Your instructors see which ones you opened.</p>
        </form>
      )}
      {said !== "" && <p role="alert" class="mt-2 text-sm text-warn">{said}</p>}
    </section>
  );
}

async function fetchHints(slug: string, number: number): Promise<readonly string[]> {
  const response = await fetch(`/api/exercises/${slug}/hints`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ number }),
  });
  if (!response.ok) throw new Error(`Status ${response.status}`);
  return (await response.json() as HintsProps).shown;
}
