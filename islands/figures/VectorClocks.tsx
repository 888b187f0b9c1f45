import { useEffect, useRef } from "preact/hooks";
import type { FigureAbout } from "@/lib/section.ts";
import { explain, tell } from "./vector_clocks/comparison.ts";
import { Diagram, LaneNames } from "./vector_clocks/Diagram.tsx";
import {
  type Clock,
  type Event,
  type History,
  MOVES_MAX,
  NODE_INDICES,
  type NodeIndex,
  NODES,
  ZERO,
} from "./vector_clocks/history.ts";
import { Controls, SmallButton, Status } from "./kit/Controls.tsx";
import { useLive } from "./kit/use_is_live.ts";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { FIGURE_ID, PRESETS, togglePick, useFigure } from "./vector_clocks/use_figure.ts";

export const about: FigureAbout = {
  title: "Three nodes and their vector clocks",
  inWords:
    "Three nodes, n1, n2 and n3, each with a vector of three counts. The reader makes events, sends messages and decides when each arrives, and every event shows its node's clock. For any two events the figure compares their clocks entry by entry and says which came first, or that they are concurrent. At the start a message goes from n1 to n2 and another from n2 to n3: every event of that chain is before the next, while a later event of n1 that nobody heard of is concurrent with the end of the chain.",
};

type Figure = ReturnType<typeof useFigure>;

/** Three nodes whose reader decides what happens, and asks which of two events came first. */
export default function VectorClocks() {
  const figure = useFigure();
  const { view, history, known } = figure;
  const scroller = useRef<HTMLDivElement>(null);
  const seen = useRef(history.events.length);
  useEffect(() => {
    const { length } = history.events;
    if (length > seen.current) scroller.current?.scrollTo({ left: scroller.current.scrollWidth });
    seen.current = length;
  }, [history.events.length]);
  return (
    <FigureFrame
      id={FIGURE_ID}
      about={about}
      href={figure.href}
      now={<AsList history={history} />}
      caption="Left to right is cause and effect, not time: an event stands to the right of all that could have influenced it. Entries that changed are bold."
    >
      <Toolbar figure={figure} />
      <div ref={scroller} class="relative flex sideways border-b border-line">
        <LaneNames />
        <Diagram
          history={history}
          picks={view.picks}
          known={known}
          onPick={(index) => figure.setPicks(togglePick(view.picks, index))}
        />
      </div>
      <Moves figure={figure} />
      <Compare figure={figure} />
    </FigureFrame>
  );
}

function Toolbar({ figure }: { figure: Figure }) {
  return (
    <Controls label="Whole runs">
      {PRESETS.map((preset) => (
        <SmallButton key={preset.name} onClick={() => figure.load(preset)}>
          {preset.name}
        </SmallButton>
      ))}
      <span class="flex gap-2 sm:ml-auto">
        <SmallButton disabled={!figure.canUndo} onClick={figure.undo}>Undo</SmallButton>
        <SmallButton disabled={figure.view.moves.length === 0} onClick={figure.reset}>
          Clear
        </SmallButton>
      </span>
    </Controls>
  );
}

function Moves({ figure }: { figure: Figure }) {
  const { history, move } = figure;
  const isFull = history.moves.length >= MOVES_MAX;
  const waiting = history.messages.filter(({ received }) => received === undefined);
  return (
    <>
      <div class="grid gap-x-6 gap-y-2 border-b border-line px-4 py-3 sm:grid-cols-3 sm:px-5">
        {NODE_INDICES.map((node) => (
          <NodeControls key={node} node={node} isFull={isFull} move={move} />
        ))}
      </div>
      <Controls label="Messages under way">
        <span class="flex min-h-[2.25rem] items-center text-sm text-muted">
          {waiting.length === 0 ? "No message is under way." : "Under way:"}
        </span>
        {waiting.map(({ number, from, to, clock }) => (
          <SmallButton
            key={number}
            disabled={isFull}
            onClick={() => move({ kind: "deliver", message: number })}
          >
            Deliver {number}, {NODES[from]} to {NODES[to]}
            <Vector clock={clock} />
          </SmallButton>
        ))}
      </Controls>
      <Status>
        {isFull ? `${MOVES_MAX} moves are enough for one picture. Undo some, or clear it. ` : ""}
        <LastEvent history={history} />
      </Status>
    </>
  );
}

function NodeControls(
  { node, isFull, move }: { node: NodeIndex; isFull: boolean; move: Figure["move"] },
) {
  const name = NODES[node];
  return (
    <div role="group" aria-label={`Node ${name}`} class="flex items-center gap-2">
      <span class="w-6 font-mono text-sm font-semibold">{name}</span>
      <SmallButton disabled={isFull} onClick={() => move({ kind: "local", node })}>
        Event <span class="sr-only">at {name}</span>
      </SmallButton>
      {NODE_INDICES.filter((to) => to !== node).map((to) => (
        <SmallButton
          key={to}
          disabled={isFull}
          onClick={() => move({ kind: "send", node, to })}
        >
          Send to {NODES[to]} <span class="sr-only">from {name}</span>
        </SmallButton>
      ))}
    </div>
  );
}

/** What the newest event did to its node's clock, step by step. */
function LastEvent({ history }: { history: History }) {
  const event = history.events.at(-1);
  if (event === undefined) {
    return (
      <>
        Every clock is <Vector clock={ZERO} />. Make something happen.
      </>
    );
  }
  const { name, kind, node, before, clock, message } = event;
  if (kind !== "receive") {
    return (
      <>
        Event {name} at {NODES[node]}: <Vector clock={before} /> and one more event of its own give
        {" "}
        <Vector clock={clock} />
        {kind === "send" && `, which message ${message} carries along`}.
      </>
    );
  }
  const carried = history.messages[message! - 1].clock;
  return (
    <>
      Event {name} at {NODES[node]}: of its own <Vector clock={before} /> and the message's{" "}
      <Vector clock={carried} /> it keeps the larger of each entry, then counts the receipt itself:
      {" "}
      <Vector clock={clock} />.
    </>
  );
}

function Vector({ clock }: { clock: Clock }) {
  return <span class="whitespace-nowrap font-mono text-[0.9em]">[{clock.join(", ")}]</span>;
}

function Compare({ figure }: { figure: Figure }) {
  const { history, view } = figure;
  const { events } = history;
  const [first, second] = view.picks.map((index) => events[index]);
  const choose = (place: number) => (index: number) =>
    figure.setPicks(
      (place === 0 ? [index, view.picks[1] ?? -1] : [view.picks[0] ?? -1, index])
        .filter((picked) => picked >= 0),
    );
  return (
    <div class="px-4 py-4 sm:px-5">
      <div class="flex flex-wrap items-center gap-x-3 gap-y-2 text-[0.9375rem]">
        <span>Which came first,</span>
        <EventChoice label="First event" events={events} chosen={first} onChoose={choose(0)} />
        <span>or</span>
        <EventChoice label="Second event" events={events} chosen={second} onChoose={choose(1)} />
        <span class="text-sm text-muted">Or click two events above.</span>
      </div>
      <div role="status" class="mt-3 min-h-[5.5rem]">
        {first !== undefined && second !== undefined
          ? <Answer first={first} second={second} />
          : first !== undefined && (
            <p class="text-[0.9375rem] leading-snug text-muted">
              {first.name} could know of {figure.known.size - 1} earlier{" "}
              {figure.known.size === 2 ? "event" : "events"}: the ringed ones.
            </p>
          )}
      </div>
    </div>
  );
}

function EventChoice({ label, events, chosen, onChoose }: {
  label: string;
  events: readonly Event[];
  chosen: Event | undefined;
  onChoose: (index: number) => void;
}) {
  return (
    <select
      aria-label={label}
      disabled={!useLive()}
      value={String(chosen?.index ?? -1)}
      onChange={(change) => onChoose(Number(change.currentTarget.value))}
      class="min-h-[2.25rem] rounded-md border border-line bg-sunken px-2 font-mono text-sm"
    >
      <option value="-1">none</option>
      {events.map(({ index, name, clock }) => (
        <option key={index} value={String(index)}>{`${name} [${clock.join(", ")}]`}</option>
      ))}
    </select>
  );
}

function Answer({ first, second }: { first: Event; second: Event }) {
  const { sentence, reason } = explain(first, second);
  return (
    <div class="grid gap-x-8 gap-y-3 sm:grid-cols-[auto_1fr]">
      <table class="self-start justify-self-start text-sm">
        <thead>
          <tr class="text-muted">
            <th scope="col" class="pr-3 text-left font-normal">
              <span class="sr-only">Event</span>
            </th>
            {NODES.map((name) => (
              <th key={name} scope="col" class="px-2 font-mono font-normal">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          <ClockRow event={first} other={second} />
          <ClockRow event={second} other={first} />
        </tbody>
      </table>
      <div>
        <p class="text-lg font-semibold leading-snug tracking-tight">{sentence}</p>
        <p class="mt-1 max-w-[60ch] text-[0.9375rem] leading-snug text-muted">{reason}</p>
      </div>
    </div>
  );
}

/** The larger of two entries is bold: where both rows have one, the events are concurrent. */
function ClockRow({ event, other }: { event: Event; other: Event }) {
  return (
    <tr>
      <th scope="row" class="pr-3 text-left font-semibold">{event.name}</th>
      {event.clock.map((count, node) => (
        <td
          key={node}
          class={`px-2 text-center font-mono ${
            count > other.clock[node] ? "font-bold text-accent" : ""
          }`}
        >
          {count}
        </td>
      ))}
    </tr>
  );
}

/** The same as the picture, for those who do not see it. */
function AsList({ history }: { history: History }) {
  const { events, messages } = history;
  return (
    <ol class="mt-1 space-y-1">
      {events.length === 0 && <li>Nothing has happened yet.</li>}
      {events.map((event) => <li key={event.index}>{tell(event, messages)}.</li>)}
    </ol>
  );
}
