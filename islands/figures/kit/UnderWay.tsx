import type { ComponentChildren } from "preact";
import { Controls, SmallButton } from "./Controls.tsx";
import type { Letter } from "./replicas.ts";

/** Messages that replicas have sent each other: each is delivered, delivered twice, or lost. */
export function UnderWay<State>({ letters, canAct, act, children }: {
  letters: readonly Letter<State>[];
  canAct: boolean;
  act: (act: string) => void;
  /** What a message carries. */
  children: (state: State) => ComponentChildren;
}) {
  return (
    <Controls label="Messages under way">
      <div class="flex w-full flex-wrap items-center justify-between gap-2 text-sm">
        <p>
          <strong>Under way</strong>{" "}
          <span class="text-muted">
            {letters.length === 0
              ? "nothing: change something"
              : `${letters.length}: deliver them in any order`}
          </span>
        </p>
        <SmallButton disabled={!canAct || letters.length === 0} onClick={() => act("rest")}>
          Deliver the rest
        </SmallButton>
      </div>
      <ul class="grid w-full gap-1.5 text-sm">
        {letters.map(({ from, to, name, state }) => {
          const way = <span class="sr-only">{from} to {to}</span>;
          return (
            <li key={name} class="flex flex-wrap items-center gap-x-3 gap-y-1.5">
              <span class="w-14 font-mono font-semibold" aria-hidden="true">{from} → {to}</span>
              <span class="min-w-[9.5rem] flex-1">
                <span class="sr-only">From {from} to {to}:</span> {children(state)}
              </span>
              <span class="flex gap-1.5">
                <SmallButton disabled={!canAct} onClick={() => act(`d${name}`)}>
                  Deliver {way}
                </SmallButton>
                <SmallButton disabled={!canAct} onClick={() => act(`k${name}`)}>
                  <span aria-hidden="true">+ copy</span>
                  <span class="sr-only">Deliver and keep a copy under way,</span> {way}
                </SmallButton>
                <SmallButton disabled={!canAct} onClick={() => act(`l${name}`)}>
                  Lose {way}
                </SmallButton>
              </span>
            </li>
          );
        })}
      </ul>
    </Controls>
  );
}
