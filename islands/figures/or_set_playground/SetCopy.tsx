import { SmallButton } from "../kit/Controls.tsx";
import type { Meeting, Replica } from "../kit/replicas.ts";
import { ITEMS, itemsOf, type SetState } from "./set_types.ts";

/** One replica: its items with their tags, and what can be done to it. */
export function SetCopy({ replica, meeting, canAct, act }: {
  replica: Replica;
  meeting: Meeting<SetState>;
  canAct: boolean;
  act: (act: string) => void;
}) {
  const { state, heard } = meeting.copies[replica];
  const items = itemsOf(state);
  const place = "ABC".indexOf(replica) + 1;
  return (
    <div
      role="group"
      aria-label={`Replica ${replica}`}
      class="min-w-0 rounded-lg border border-line bg-sunken px-3.5 py-3 text-sm"
    >
      <p class="flex items-baseline justify-between gap-2">
        <strong class="text-base">{replica}</strong>
        <span class="text-muted tabular-nums">heard {heard.length} of {meeting.made.length}</span>
      </p>
      <div class="mt-2 min-h-[3.75rem]">
        <Tags state={state} />
      </div>
      <div class="mt-2 grid grid-cols-2 gap-1.5">
        {ITEMS.map((item) => (
          <SmallButton
            key={item}
            disabled={!canAct}
            onClick={() => act(`add${item}${place}`)}
          >
            <span aria-hidden="true">+</span>
            <span class="sr-only">Add on {replica}:</span> {item}
          </SmallButton>
        ))}
        {ITEMS.map((item) => (
          <SmallButton
            key={item}
            disabled={!canAct || !items.includes(item)}
            onClick={() => act(`rm${item}${place}`)}
          >
            <span aria-hidden="true">−</span>
            <span class="sr-only">Remove on {replica}:</span> {item}
          </SmallButton>
        ))}
        <SmallButton
          disabled={!canAct || heard.length === 0}
          onClick={() => act(`send${place}`)}
        >
          Send <span class="sr-only">{replica}'s state</span> again
        </SmallButton>
      </div>
    </div>
  );
}

/** Items with their tags; removed ones are struck through. */
export function Tags({ state: { entries, removed } }: { state: SetState }) {
  if (entries.length + removed.length === 0) return <span class="text-muted">empty</span>;
  return (
    <span class="flex flex-wrap gap-1.5">
      {entries.map(({ item, tag }) => (
        <span
          key={item + tag}
          class="whitespace-nowrap rounded-full border border-good bg-panel px-2 py-0.5"
        >
          {item} {tag !== "" && <span class="font-mono text-xs text-muted">{tag}</span>}
        </span>
      ))}
      {removed.map(({ item, tag }) => (
        <del
          key={item + tag}
          class="whitespace-nowrap rounded-full border border-dashed border-muted px-2 py-0.5 text-muted"
        >
          <span class="sr-only">removed:</span> {item} <span class="font-mono text-xs">{tag}</span>
        </del>
      ))}
    </span>
  );
}
