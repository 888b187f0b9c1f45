import { useRef, useState } from "preact/hooks";
import { Button } from "@/components/Button.tsx";
import { InlineHtml } from "@/components/Html.tsx";
import { Actions, type KindProps, Mark, Result } from "./QuestionParts.tsx";

/** Things to bring into their order, with two buttons each: no dragging is needed. */
export function Ordering({ question, answer, onAnswer }: KindProps) {
  const { items, because } = question;
  const [order, setOrder] = useState(items.map((_, index) => index));
  const [moved, setMoved] = useState("");
  const list = useRef<HTMLOListElement>(null);
  const shown = answer?.given.length === items.length ? answer.given : order;
  const move = (from: number, by: number) => {
    const next = [...order];
    next.splice(from + by, 0, ...next.splice(from, 1));
    setOrder(next);
    const text = list.current?.children[from].querySelector("[data-item]")?.textContent;
    setMoved(`${text}: now at place ${from + by + 1} of ${items.length}`);
  };
  return (
    <>
      <ol ref={list} class="mt-4 space-y-2">
        {shown.map((item, place) => (
          <li
            key={item}
            class={`flex items-center gap-3 rounded-lg border py-1.5 pl-3.5 pr-2 ${
              answer === undefined
                ? "border-line"
                : items[item].place === place
                ? "border-good"
                : "border-bad"
            }`}
          >
            <span class="w-4 shrink-0 font-mono text-sm text-muted">{place + 1}</span>
            <span data-item class="min-w-0 flex-1 break-words py-1">
              <InlineHtml html={items[item].text} />
            </span>
            {answer === undefined
              ? onAnswer !== undefined && (
                <MoveButtons
                  place={place}
                  count={items.length}
                  onMove={(by) => move(place, by)}
                />
              )
              : <Placed right={items[item].place} place={place} />}
          </li>
        ))}
      </ol>
      <p role="status" class="sr-only">{moved}</p>
      {onAnswer !== undefined && answer === undefined && (
        <Actions>
          <Button
            type="button"
            onClick={() =>
              onAnswer({
                given: order,
                isRight: order.every((item, place) => items[item].place === place),
              })}
          >
            Check
          </Button>
        </Actions>
      )}
      <Result
        answer={answer}
        reasons={[because]}
        onAgain={() => onAnswer?.(undefined)}
      />
    </>
  );
}

const MOVE =
  "inline-flex h-9 w-9 items-center justify-center rounded-md border border-line hover:border-muted disabled:opacity-40";

/** The items are keyed, so that a button keeps the focus while its item moves. */
function MoveButtons({ place, count, onMove }: {
  place: number;
  count: number;
  onMove: (by: 1 | -1) => void;
}) {
  return (
    <span class="flex shrink-0 gap-1.5">
      {([-1, 1] as const).map((by) => (
        <button
          key={by}
          type="button"
          aria-label={by < 0 ? "Move up" : "Move down"}
          // Not disabled at the ends: a disabled button would lose the focus on the way.
          aria-disabled={place + by < 0 || place + by >= count}
          onClick={() => place + by >= 0 && place + by < count && onMove(by)}
          class={`${MOVE} [&[aria-disabled=true]]:opacity-40`}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true" class="h-4 w-4">
            <path
              d={by < 0 ? "M4 12.5l6-6 6 6" : "M4 7.5l6 6 6-6"}
              fill="none"
              class="stroke-current"
              stroke-width="2"
              stroke-linecap="round"
              stroke-linejoin="round"
            />
          </svg>
        </button>
      ))}
    </span>
  );
}

function Placed({ right, place }: { right: number; place: number }) {
  return (
    <span class="flex shrink-0 items-center gap-2 py-2 pr-1.5 text-sm text-muted">
      {right !== place && <span>belongs at {right + 1}</span>}
      <Mark isRight={right === place} />
    </span>
  );
}
