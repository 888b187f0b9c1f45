import { useMemo } from "preact/hooks";
import { AttemptCard } from "./anti_patterns/AttemptCard.tsx";
import type { Attempt, Pattern } from "./anti_patterns/pattern.ts";
import {
  NO_TROUBLE,
  PATTERN_KEYS,
  PATTERNS,
  readShown,
  type Shown,
  writeShown,
} from "./anti_patterns/patterns.ts";
import type { FigureAbout } from "@/lib/section.ts";
import { Choice, Controls, Slider, SmallButton, Status, Toggle } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { SourceTag } from "./kit/SourceTag.tsx";
import { usePermalink } from "./kit/use_permalink.ts";

export const about: FigureAbout = {
  title: "Break it, and repair it",
  inWords:
    "Five well-known mistakes, each run next to its repairs, with the same trouble for all. Reads: through the log they are right and cost a write; from a leader's own state a leader that was cut off answers with an old value; ReadIndex never does; a lease does as soon as the leader's clock runs slow enough. Bits: one bit turned over on the way makes a node carry out another payment, unless a checksum is looked at. Clocks: sorted by the time of day an answer can stand before its question, by a Lamport clock it cannot. Last writer wins: a write is dropped in silence, by the clock that runs ahead; vectors keep both. Asking: a shopping list can be merged without a question, and a rent cannot.",
};

const ID = "figure-anti-patterns";

/** Five mistakes side by side with their repairs; the reader brings the trouble. */
export default function AntiPatterns() {
  const [shown, show, href] = usePermalink<Shown>({
    id: ID,
    initial: { key: "reads", ...NO_TROUBLE },
    read: readShown,
    write: writeShown,
  });
  const { key, isOn, amount } = shown;
  const pattern: Pattern = PATTERNS[key];
  const attempts = useMemo(() => pattern.play({ isOn, amount }), [key, isOn, amount]);
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<InWords attempts={attempts} />}
      caption={
        <>
          Every card is a run of its own, with the same trouble as its neighbours. Bring it about,
          and see which of them hold. <SourceTag source="computed" />{" "}
          The lease, the time-outs and the amounts are made up. <SourceTag source="illustrative" />
        </>
      }
    >
      <Controls label="Which mistake">
        <Choice
          label="Mistake"
          options={PATTERN_KEYS.map((value, index) => ({
            value,
            text: `${index + 1}. ${SHORT[value]}`,
          }))}
          value={key}
          onChange={(next) => show({ key: next, ...NO_TROUBLE })}
        />
      </Controls>
      <div class="border-b border-line px-4 py-3 sm:px-5">
        <p class="font-semibold">{pattern.title}</p>
        <p class="mt-0.5 max-w-[70ch] text-[0.9375rem] text-muted">{pattern.story}</p>
      </div>
      <TroubleControls {...{ pattern, shown, show }} />
      <div
        class={`grid gap-3 border-b border-line px-4 py-4 sm:grid-cols-2 sm:px-5 ${
          COLUMNS[attempts.length]
        }`}
      >
        {attempts.map((attempt) => <AttemptCard key={attempt.name} attempt={attempt} />)}
      </div>
      <Status>{pattern.tell({ isOn, amount }, attempts)}</Status>
    </FigureFrame>
  );
}

const SHORT = {
  reads: "Reads",
  bits: "Liars",
  clock: "Clocks",
  last: "Last writer",
  asking: "Asking",
} as const;

const COLUMNS: Readonly<Record<number, string>> = {
  2: "",
  3: "lg:grid-cols-3",
  4: "lg:grid-cols-4",
};

function TroubleControls({ pattern, shown, show }: {
  pattern: Pattern;
  shown: Shown;
  show: (shown: Shown) => void;
}) {
  const { event, slider } = pattern;
  const isCalm = !shown.isOn && shown.amount === 0;
  return (
    <Controls label="The trouble">
      {event !== undefined && (
        <Toggle
          isOn={shown.isOn}
          onChange={(isOn) => show({ ...shown, isOn })}
        >
          {event.text}
        </Toggle>
      )}
      {slider !== undefined && (
        <Slider
          label={slider.label}
          value={shown.amount}
          min={0}
          max={slider.max}
          step={slider.step}
          text={`${shown.amount} ${slider.unit}`.trim()}
          onChange={(amount) => show({ ...shown, amount })}
        />
      )}
      <span class="ml-auto">
        <SmallButton disabled={isCalm} onClick={() => show({ key: shown.key, ...NO_TROUBLE })}>
          Reset
        </SmallButton>
      </span>
    </Controls>
  );
}

function InWords({ attempts }: { attempts: readonly Attempt[] }) {
  return (
    <ul>
      {attempts.map(({ name, steps, result, isGood }) => (
        <li key={name}>
          {name}: {steps.join("; ")}. {isGood ? "It holds" : "It fails"}: {result}.
        </li>
      ))}
    </ul>
  );
}
