import { BreaksHere } from "./BreaksHere.tsx";
import { failureExample } from "./failure_example.ts";
import { VerdictSign } from "./VerdictMark.tsx";

/** What a learner gets back from a program that fails, on the first page. */
export function FailureExample() {
  const { promise, seen, steps } = failureExample;
  return (
    <figure class="rounded-xl border border-line bg-panel">
      <figcaption class="border-b border-line px-5 py-3 text-sm text-muted sm:px-6">
        What comes back to a Raft node that stores its term, and not its vote
      </figcaption>
      <div class="px-5 py-5 sm:px-6">
        <p class="flex gap-3 font-semibold">
          <VerdictSign verdict="failed" class="mt-0.5 h-5 w-5" />
          {promise}
        </p>
        <p class="mt-3 font-serif text-lg leading-snug">{seen}</p>
        <ol class="ml-1 mt-5 border-l-2 border-line text-[0.9375rem]">
          {steps.map(({ node, text }, index) => (
            <Step
              key={index}
              step={index + 1}
              {...{ node, text }}
              isLast={index === steps.length - 1}
            />
          ))}
        </ol>
      </div>
    </figure>
  );
}

function Step({ step, node, text, isLast }: {
  step: number;
  node: string;
  text: string;
  isLast: boolean;
}) {
  return (
    <li class="relative flex items-baseline gap-3 py-1.5 pl-5">
      <span
        aria-hidden="true"
        class={`absolute -left-[6px] top-[0.8rem] h-[10px] w-[10px] rounded-full border-2 ${
          isLast ? "border-bad bg-bad" : "border-muted bg-panel"
        }`}
      />
      <span class="w-3 text-sm tabular-nums text-muted">
        <span class="sr-only">step</span> {step}
      </span>
      <span>
        <strong class="font-mono text-sm font-semibold">{node}</strong> {text}
        {isLast && <BreaksHere />}
      </span>
    </li>
  );
}
