import { useMemo } from "preact/hooks";
import type { FigureAbout } from "@/lib/section.ts";
import { CounterCopy, Entries } from "./g_counter_playground/CounterCopy.tsx";
import {
  COUNTERS,
  type Counts,
  type Rule,
  RULES,
  showNumber,
  tellCounter,
  truthOf,
  valueOf,
} from "./g_counter_playground/counters.ts";
import { Choice, Controls, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { LawList } from "./kit/LawList.tsx";
import { checkLaws } from "./kit/merge_laws.ts";
import {
  actsOf,
  haveHeardAll,
  type Meeting,
  playReplicas,
  REPLICA_ACTS_MAX,
  REPLICAS,
} from "./kit/replicas.ts";
import { SourceTag } from "./kit/SourceTag.tsx";
import { UnderWay } from "./kit/UnderWay.tsx";
import { useActs } from "./kit/use_acts.ts";

export const about: FigureAbout = {
  title: "Three replicas count",
  inWords:
    "Three replicas count page views, each for itself, and send each other their states. The reader lets them count, and delivers the messages in any order, twice, or not at all. With one entry for each replica and the larger one kept, all three show the right sum as soon as each has heard of everything. With one bare number and the larger one kept they agree on too little; with one bare number and addition they count again what arrives again. Four laws are tried on every state that is reached. Counting back breaks the fourth: an older copy undoes it.",
};

const ID = "figure-g-counter-playground";

const RULE_NAMES = [
  { value: "vector", text: "An entry for each, keep the larger" },
  { value: "larger", text: "One number, keep the larger" },
  { value: "sum", text: "One number, add them" },
] as const;

/** The grow-only counter, beside two that one might write first. */
export default function GCounterPlayground() {
  const figure = useActs<Rule>({
    id: ID,
    settings: RULES,
    acts: actsOf(COUNTERS.vector as never),
    initial: "vector~2up1.up2",
  });
  const { setting: rule, acts, act, choose, load, href, canUndo, undo, reset } = figure;
  const meeting = useMemo(() => playReplicas(COUNTERS[rule], acts), [rule, acts]);
  const laws = useMemo(() => checkLaws(COUNTERS[rule], meeting), [rule, meeting]);
  const truth = truthOf(acts);
  const canAct = acts.length < REPLICA_ACTS_MAX;
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<InWords meeting={meeting} truth={truth} />}
      caption="The large number is what a replica shows. It sends its whole state whenever it has counted; a message shows what it held then. Changing the rule replays what you did."
    >
      <Controls label="How the counter is kept">
        <Choice label="Kept as" options={RULE_NAMES} value={rule} onChange={choose} />
      </Controls>
      <div class="grid gap-3 border-b border-line px-4 py-4 sm:grid-cols-3 sm:px-5">
        {REPLICAS.map((replica) => (
          <CounterCopy key={replica} {...{ replica, rule, meeting, canAct, act }} />
        ))}
      </div>
      <Meter meeting={meeting} truth={truth} />
      <Status>{tellCounter(meeting, rule, truth)}</Status>
      <UnderWay letters={meeting.underWay} canAct={canAct} act={act}>
        {(state) => <Entries state={state} rule={rule} />}
      </UnderWay>
      <Controls label="Begin again">
        <SmallButton disabled={!canUndo} onClick={undo}>Undo</SmallButton>
        <SmallButton onClick={reset}>Reset</SmallButton>
        <SmallButton onClick={() => load(`${rule}~`)}>All at zero</SmallButton>
        {!canAct && <span class="text-sm text-muted">That is enough. Undo, or begin again.</span>}
      </Controls>
      <LawList laws={laws} />
    </FigureFrame>
  );
}

/** Whether they have met, and whether they are right. */
function Meter({ meeting, truth }: { meeting: Meeting<Counts>; truth: number }) {
  const values = REPLICAS.map((each) => valueOf(meeting.copies[each].state));
  const different = new Set(values).size;
  const isRight = different === 1 && values[0] === truth;
  const hasMet = haveHeardAll(meeting);
  return (
    <p class="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line px-4 py-2 text-sm sm:px-5">
      <span>
        Counted by all together: <strong class="tabular-nums">{showNumber(truth)}</strong>{" "}
        <SourceTag source="computed" />
      </span>
      <span class={isRight ? "text-good" : hasMet ? "font-semibold text-bad" : "text-muted"}>
        {isRight
          ? "✓ all show it"
          : different === 1
          ? `${hasMet ? "✗ " : ""}all show ${showNumber(values[0])}`
          : `${hasMet ? "✗ " : ""}${different} different values`}
      </span>
    </p>
  );
}

function InWords({ meeting, truth }: { meeting: Meeting<Counts>; truth: number }) {
  return (
    <ul>
      <li>Counted by all together: {showNumber(truth)}.</li>
      {REPLICAS.map((replica) => {
        const { state, heard } = meeting.copies[replica];
        return (
          <li key={replica}>
            {replica} shows {showNumber(valueOf(state))} and has heard of {heard.length} of{" "}
            {meeting.made.length} changes.
          </li>
        );
      })}
      {meeting.underWay.map(({ from, to, state, name }) => (
        <li key={name}>
          Under way from {from} to {to}: a state that shows {showNumber(valueOf(state))}.
        </li>
      ))}
    </ul>
  );
}
