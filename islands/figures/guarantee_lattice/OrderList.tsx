import { SmallButton } from "../kit/Controls.tsx";
import { FORBIDS, type Level } from "./levels.ts";

/** The levels in the reader's order, to be moved by buttons or by dragging. */
export function OrderList({ order, onMove }: {
  order: readonly Level[];
  /** The level at one place goes to another. */
  onMove: (from: number, to: number) => void;
}) {
  return (
    <ol aria-label="Your order, from the weakest to the strongest" class="space-y-2">
      {order.map((level, index) => (
        <li
          key={level}
          draggable
          onDragStart={(event) => event.dataTransfer?.setData("text/plain", String(index))}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            const from = Number.parseInt(event.dataTransfer?.getData("text/plain") ?? "");
            if (order[from] !== undefined) onMove(from, index);
          }}
          class="flex cursor-grab items-center gap-3 rounded-lg border border-line bg-panel px-3 py-2"
        >
          <span class="min-w-0 flex-1 leading-snug">
            <strong>{level}</strong>
            <span class="block text-sm text-muted">forbids {FORBIDS[level]}</span>
          </span>
          <SmallButton disabled={index === 0} onClick={() => onMove(index, index - 1)}>
            <span aria-hidden="true">↑</span>
            <span class="sr-only">{level} is weaker</span>
          </SmallButton>
          <SmallButton
            disabled={index === order.length - 1}
            onClick={() => onMove(index, index + 1)}
          >
            <span aria-hidden="true">↓</span>
            <span class="sr-only">{level} is stronger</span>
          </SmallButton>
        </li>
      ))}
    </ol>
  );
}
