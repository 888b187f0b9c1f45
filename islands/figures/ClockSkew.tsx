import type { FigureAbout } from "@/lib/section.ts";
import {
  concurrentPairs,
  INITIAL,
  misplaced,
  type Morning,
  orderBy,
  PAUSE_MS,
  play,
  readSettings,
  SENDINGS_MAX,
  type Settings,
  type Stamped,
  writeSettings,
} from "./clock_skew/clocks.ts";
import { Diagram } from "./clock_skew/Diagram.tsx";
import { showMs, tellEvent, tellMorning } from "./clock_skew/tell_morning.ts";
import { Controls, Slider, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { SourceTag } from "./kit/SourceTag.tsx";
import { usePermalink } from "./kit/use_permalink.ts";
import { NODE_INDICES, NODES } from "./vector_clocks/history.ts";

export const about: FigureAbout = {
  title: "The same messages, by three clocks",
  inWords:
    "Three nodes send each other messages; with each message the sender writes x. The reader turns each node's wall clock, sets how long messages travel, and sends more messages. The events are then put in order by wall clock, by Lamport clock and by vector clock. As soon as two clocks differ by more than a message travels, the wall clock puts a receipt before its sending, and a write that was made in answer to another gets the smaller stamp and is dropped where the last writer wins. The Lamport clock never puts an effect before its cause; the vector clock also shows which events are unrelated.",
};

const ID = "figure-clock-skew";

/** Wall clocks, Lamport clocks and vector clocks over the same events. */
export default function ClockSkew() {
  const [settings, change, href] = usePermalink<Settings>({
    id: ID,
    initial: INITIAL,
    write: writeSettings,
    read: readSettings,
  });
  const set = (part: Partial<Settings>) => change({ ...settings, ...part });
  const morning = play(settings);
  const byWall = orderBy(morning, "wallMs");
  const wrong = misplaced(morning, byWall);
  const wrongIndices = new Set(wrong.map(({ index }) => index));
  const isLost = morning.writes.some(({ droppedFor }) => droppedFor !== undefined);
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<InWords {...{ morning }} />}
      caption={
        <>
          From left to right: true time, which no node can read. The number at an event is what its
          node's wall clock says, in milliseconds. A message is sent every {PAUSE_MS} ms{" "}
          <SourceTag source="illustrative" />; who sends also writes x.
        </>
      }
    >
      <Clocks {...{ settings, set }} />
      <Messages {...{ settings, set }} onReset={() => change(INITIAL)} />
      <Diagram morning={morning} wrong={wrongIndices} />
      <Status>
        <strong class={wrong.length > 0 ? "text-bad" : "text-good"}>
          {isLost
            ? "✗ A later write is lost."
            : wrong.length > 0
            ? "✗ Out of order."
            : "✓ In order."}
        </strong>{" "}
        {tellMorning(morning, wrong)} <SourceTag source="computed" />
      </Status>
      <Orders {...{ morning, byWall, wrongIndices }} />
      <Writes morning={morning} />
    </FigureFrame>
  );
}

type Set = (part: Partial<Settings>) => void;

function Clocks({ settings, set }: { settings: Settings; set: Set }) {
  const { skewsMs, travelMs } = settings;
  return (
    <Controls label="Clocks">
      {NODE_INDICES.map((node) => (
        <Slider
          key={node}
          label={`${NODES[node]}'s clock is off by`}
          value={skewsMs[node]}
          min={-100}
          max={100}
          step={5}
          text={`${showMs(skewsMs[node])} ms`}
          onChange={(value) =>
            set({ skewsMs: skewsMs.with(node, value) as unknown as Settings["skewsMs"] })}
        />
      ))}
      <Slider
        label="A message travels"
        value={travelMs}
        min={5}
        max={100}
        step={5}
        text={`${travelMs} ms`}
        onChange={(value) => set({ travelMs: value })}
      />
    </Controls>
  );
}

function Messages({ settings, set, onReset }: {
  settings: Settings;
  set: Set;
  onReset: () => void;
}) {
  const { sendings } = settings;
  const ways = NODE_INDICES.flatMap((from) =>
    NODE_INDICES.filter((to) => to !== from).map((to) => ({ from, to }))
  );
  return (
    <Controls label="Messages">
      <span class="text-sm text-muted">Send one more:</span>
      {ways.map((way) => (
        <SmallButton
          key={`${way.from} ${way.to}`}
          disabled={sendings.length >= SENDINGS_MAX}
          onClick={() => set({ sendings: [...sendings, way] })}
        >
          {NODES[way.from]} → {NODES[way.to]}
        </SmallButton>
      ))}
      <SmallButton
        disabled={sendings.length === 0}
        onClick={() => set({ sendings: sendings.slice(0, -1) })}
      >
        Undo
      </SmallButton>
      <SmallButton onClick={onReset}>Reset</SmallButton>
    </Controls>
  );
}

/** The events in a row, as each clock has them. */
function Orders({ morning, byWall, wrongIndices }: {
  morning: Morning;
  byWall: readonly Stamped[];
  wrongIndices: ReadonlySet<number>;
}) {
  const pairs = concurrentPairs(morning);
  return (
    <div class="grid gap-3 border-b border-line px-4 py-3 text-sm sm:px-5">
      <Order
        name="By wall clock"
        order={byWall}
        stamp={({ wallMs }) => showMs(wallMs)}
        wrong={wrongIndices}
      />
      <Order
        name="By Lamport clock, ties by name"
        order={orderBy(morning, "lamport")}
        stamp={({ lamport }) => `${lamport}`}
      />
      <Order
        name="By vector clock, as far as it goes"
        order={orderBy(morning, "lamport")}
        stamp={({ event }) => event.clock.join(" ")}
      />
      <p>
        <span class="text-muted">Neither could know of the other:</span>{" "}
        <span class="font-mono">{pairs.length === 0 ? "none" : pairs.join(", ")}</span>{" "}
        <SourceTag source="computed" />
      </p>
    </div>
  );
}

const NONE: ReadonlySet<number> = new Set();

function Order({ name, order, stamp, wrong = NONE }: {
  name: string;
  order: readonly Stamped[];
  stamp: (stamped: Stamped) => string;
  wrong?: ReadonlySet<number>;
}) {
  return (
    <div>
      <p class="mb-1 text-muted">{name}</p>
      <ol aria-label={name} class="flex flex-wrap gap-1.5">
        {order.map((stamped) => {
          const isWrong = wrong.has(stamped.event.index);
          return (
            <li
              key={stamped.event.index}
              class={`rounded-md border px-2 py-1 ${
                isWrong ? "border-bad text-bad" : "border-line bg-sunken"
              }`}
            >
              <strong>{isWrong && "✗ "}{stamped.event.name}</strong>{" "}
              <span class="font-mono tabular-nums">{stamp(stamped)}</span>
              {isWrong && <span class="sr-only">before its cause</span>}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function Writes({ morning: { writes, keptWrite } }: { morning: Morning }) {
  return (
    <div class="px-4 py-3 text-sm sm:px-5">
      <p class="mb-1 text-muted">Where the last writer wins</p>
      <ul aria-label="Where the last writer wins" class="grid gap-1">
        {writes.map(({ value, stamped: { event, wallMs }, droppedFor }) => (
          <li key={value} class={droppedFor === undefined ? "" : "font-semibold text-bad"}>
            {droppedFor === undefined ? value === keptWrite ? "✓" : "–" : "✗"} x = {value}, on{" "}
            {NODES[event.node]} at {showMs(wallMs)} ms: {value === keptWrite
              ? "kept, its stamp is the largest"
              : droppedFor === undefined
              ? `gives way to x = ${keptWrite}`
              : `dropped for x = ${droppedFor}, which was written before it`}
          </li>
        ))}
      </ul>
    </div>
  );
}

function InWords({ morning }: { morning: Morning }) {
  return (
    <ul>
      {morning.events.map((stamped) => (
        <li key={stamped.event.index}>
          {stamped.event.name}: {tellEvent(stamped, morning)}; wall clock {stamped.wallMs}{" "}
          ms, Lamport clock {stamped.lamport}, vector clock {stamped.event.clock.join(", ")}.
        </li>
      ))}
    </ul>
  );
}
