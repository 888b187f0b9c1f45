import { useMemo } from "preact/hooks";
import type { FigureAbout } from "@/lib/section.ts";
import { Choice, Controls, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { LawList } from "./kit/LawList.tsx";
import { checkLaws } from "./kit/merge_laws.ts";
import { actsOf, type Meeting, playReplicas, REPLICA_ACTS_MAX, REPLICAS } from "./kit/replicas.ts";
import { UnderWay } from "./kit/UnderWay.tsx";
import { useActs, writeActs } from "./kit/use_acts.ts";
import { type Guess, GUESSES, PUZZLE, tellSet } from "./or_set_playground/puzzle.ts";
import { SetCopy, Tags } from "./or_set_playground/SetCopy.tsx";
import { BARE, itemsOf, type SetState, showItems, TAGS } from "./or_set_playground/set_types.ts";

export const about: FigureAbout = {
  title: "A set from which things can be removed",
  inWords:
    "Three replicas hold one shopping list. A has added milk, which got the tag A1. B has added eggs, tag B1. C heard of the milk alone and removed it, which removed the tag A1. The messages about it are still under way, and the reader delivers them in any order, twice, or not at all. With tags all three end with eggs alone, in every order: a removed tag never comes back. With bare items merged by union the milk comes back. Four laws are tried on every state that is reached; the bare set breaks one of them: that a change is never undone by an older copy.",
};

const ID = "figure-or-set-playground";

const SETTINGS = (["tags", "bare"] as const).flatMap((rule) =>
  GUESSES.map((guess) => `${rule}-${guess}` as const)
);
type Setting = typeof SETTINGS[number];

const RULES = [{ value: "tags", text: "Tags" }, { value: "bare", text: "Bare items" }] as const;
const ANSWERS = [
  { value: "both", text: "milk and eggs" },
  { value: "eggs", text: "eggs" },
  { value: "milk", text: "milk" },
  { value: "none", text: "nothing" },
] as const;

const ACTS = actsOf(TAGS as never);

/** The observed-remove set: the milk and eggs puzzle, and whatever else the reader tries. */
export default function ORSetPlayground() {
  const figure = useActs<Setting>({
    id: ID,
    settings: SETTINGS,
    acts: ACTS,
    initial: writeActs({ setting: "tags-ask", acts: PUZZLE }),
  });
  const { setting, acts, act, choose, load, href, canUndo, undo } = figure;
  const [rule, guess] = setting.split("-") as ["tags" | "bare", Guess];
  const type = rule === "tags" ? TAGS : BARE;
  const meeting = useMemo(() => playReplicas(type, acts), [type, acts]);
  const laws = useMemo(() => checkLaws(type, meeting), [type, meeting]);
  const canAct = acts.length < REPLICA_ACTS_MAX;
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<InWords meeting={meeting} />}
      caption="A1 is the first tag that A gave. A tag that is struck through was removed. A replica sends its whole state whenever it has changed; a message shows what it held then. Changing the rule replays what you did."
    >
      <Controls label="Your prediction and the rule">
        <Choice<Guess>
          label="All three will end with"
          options={ANSWERS}
          value={guess}
          onChange={(next) => choose(`${rule}-${next}`)}
        />
        <Choice
          label="Rule"
          options={RULES}
          value={rule}
          onChange={(next) => choose(`${next}-${guess}`)}
        />
      </Controls>
      <div class="grid gap-3 border-b border-line px-4 py-4 sm:grid-cols-3 sm:px-5">
        {REPLICAS.map((replica) => (
          <SetCopy
            key={replica}
            {...{ replica, meeting, canAct, act }}
          />
        ))}
      </div>
      <Status>{tellSet(meeting, guess, rule === "tags")}</Status>
      <UnderWay letters={meeting.underWay} canAct={canAct} act={act}>
        {(state) => <Tags state={state} />}
      </UnderWay>
      <Controls label="Begin again">
        <SmallButton disabled={!canUndo} onClick={undo}>Undo</SmallButton>
        <SmallButton onClick={() => load(writeActs({ setting: `${rule}-ask`, acts: PUZZLE }))}>
          The puzzle again
        </SmallButton>
        <SmallButton onClick={() => load(`${rule}-ask~`)}>Empty sets</SmallButton>
        {!canAct && <span class="text-sm text-muted">That is enough. Undo, or begin again.</span>}
      </Controls>
      <LawList laws={laws} />
    </FigureFrame>
  );
}

function InWords({ meeting }: { meeting: Meeting<SetState> }) {
  return (
    <ul>
      {REPLICAS.map((replica) => {
        const { state, heard } = meeting.copies[replica];
        return (
          <li key={replica}>
            {replica} holds {showItems(itemsOf(state))} ({TAGS.show(state)}), and has heard of{" "}
            {heard.length} of {meeting.made.length} changes.
          </li>
        );
      })}
      {meeting.underWay.map(({ from, to, state, name }) => (
        <li key={name}>Under way from {from} to {to}: {TAGS.show(state)}.</li>
      ))}
    </ul>
  );
}
