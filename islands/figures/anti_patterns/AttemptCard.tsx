import type { Attempt } from "./pattern.ts";

const TONE: Readonly<Record<Attempt["kind"], string>> = {
  "mistake": "text-warn",
  "usual repair": "text-warn",
  "repair": "text-good",
};

/** One way of doing it: what happened, what came of it, what it costs. */
export function AttemptCard({ attempt }: { attempt: Attempt }) {
  const { name, kind, steps, result, isGood, price } = attempt;
  return (
    <section
      aria-label={name}
      class={`flex min-w-0 flex-col rounded-lg border bg-sunken px-4 py-3 text-sm ${
        isGood ? "border-line" : "border-bad"
      }`}
    >
      <p class={`text-xs font-semibold ${TONE[kind]}`}>{kind}</p>
      <p class="text-base font-semibold leading-snug">{name}</p>
      <ol class="mt-2 flex-1 list-decimal space-y-1 pl-5 text-muted">
        {steps.map((step, index) => <li key={index}>{step}</li>)}
      </ol>
      <p class={`mt-3 font-semibold ${isGood ? "text-good" : "text-bad"}`}>
        {isGood ? "✓" : "✗"} {result}
      </p>
      {price !== "" && <p class="mt-1 text-muted">Costs: {price}.</p>}
    </section>
  );
}
