import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { Button } from "@/components/Button.tsx";
import type { Branching, Sequel } from "@/engine/play_case.ts";
import type { Action, TraceEvent } from "@/engine/types.ts";
import { CHOICE_GROUPS, describeChoice, isWhatHappened } from "./describe_choice.ts";
import { readFlights } from "./read_flights.ts";
import type { Player } from "./use_player.ts";
import { claimOf, HIDDEN, type Scene, type Scenes } from "./use_scenes.ts";

interface WhatIfProps {
  readonly scenes: Scenes;
  readonly player: Player;
  readonly event: TraceEvent;
  /** The programs that it can go on with. */
  readonly programs: () => readonly Program[];
}

/** A program that a run can go on with. */
export interface Program {
  readonly label: string;
  /** Empty where the server has it. */
  readonly source: string;
}

const SEQUELS: Readonly<Record<Sequel, string>> = {
  rest: "what else happened, as far as it still can",
  calm: "calm: everything heals, and all arrives",
  nothing: "nothing more",
};

/** Another choice at the step that is looked at, and how it goes on from there. */
export function WhatIf({ scenes, player, event, programs }: WhatIfProps) {
  const [isOpen, setOpen] = useState(false);
  const [isInstead, setInstead] = useState(true);
  const [picked, setPicked] = useState("");
  const [then, setThen] = useState<Sequel>("rest");
  const [label, setLabel] = useState("");
  const { scene } = scenes;
  const turn = { step: event.step, isInstead };
  const known = isOpen ? programs() : [];
  const program = known.find((each) => each.label === label) ?? known[0];
  const { choices, trouble } = useChoices({ player, scene, turn, program });
  const others = choices?.filter((each) => !isInstead || !isWhatHappened(each, event));
  const choice = others?.find((each) => keyOf(each) === picked) ?? others?.[0];
  const why = trouble || scenes.trouble || (isOpen && known.length === 0 ? NO_PROGRAM : "");
  return (
    <details
      class="rounded-lg border border-line px-4 py-2.5"
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
        if (currentTarget.open) currentTarget.scrollIntoView({ block: "nearest" });
      }}
    >
      <summary class="text-sm font-semibold">What if something else happens?</summary>
      <form
        class="mt-2 space-y-2.5 pb-1 text-sm"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          if (choice !== undefined) scenes.branch({ ...turn, choice, then }, program.source);
        }}
      >
        <Pick
          label="When"
          value={isInstead ? "instead" : "after"}
          onPick={(value) => setInstead(value === "instead")}
        >
          <option value="instead">instead of step {event.step}</option>
          <option value="after">after step {event.step}</option>
        </Pick>
        <ChoicePick
          {...{ others, choice, scene, onPick: setPicked }}
          isAsked={program !== undefined}
        />
        <Pick label="And then" value={then} onPick={(value) => setThen(value as Sequel)}>
          {Object.entries(SEQUELS).map(([key, label]) => (
            <option key={key} value={key}>{label}</option>
          ))}
        </Pick>
        {known.length > 1 && (
          <Pick label="With" value={program.label} onPick={setLabel}>
            {known.map((each) => <option key={each.label} value={each.label}>{each.label}</option>)}
          </Pick>
        )}
        <div class="flex flex-wrap items-center gap-3">
          <Button kind="secondary" disabled={choice === undefined || scenes.isBusy}>
            {scenes.isBusy ? "Playing" : "Play it"}
          </Button>
          {known.length === 1 && (
            <span class="min-w-0 flex-1 text-muted">With {program.label}.</span>
          )}
        </div>
        <p role="alert" class={why === "" ? "" : "break-words text-warn"}>{why}</p>
      </form>
    </details>
  );
}

function ChoicePick({ others, choice, scene, onPick, isAsked }: {
  /** Undefined until they are known. */
  readonly others: readonly Action[] | undefined;
  readonly choice: Action | undefined;
  readonly scene: Scene;
  readonly onPick: (key: string) => void;
  readonly isAsked: boolean;
}) {
  return (
    <Pick
      label="What happens"
      value={choice === undefined ? "" : keyOf(choice)}
      onPick={onPick}
    >
      {others === undefined && <option value="">{isAsked ? "looking…" : "nothing"}</option>}
      {others?.length === 0 && <option value="">nothing else can happen</option>}
      <Choices choices={others ?? []} scene={scene} />
    </Pick>
  );
}

const NO_PROGRAM = "The link holds the run and not its program: write one of your own for this " +
  "exercise, and the run can go on with it.";

function Pick({ label, value, onPick, children }: {
  readonly label: string;
  readonly value: string;
  readonly onPick: (value: string) => void;
  readonly children: ComponentChildren;
}) {
  return (
    <label class="block">
      {label}
      <select
        value={value}
        onChange={(changed) => onPick(changed.currentTarget.value)}
        class="mt-0.5 min-h-[2.25rem] w-full min-w-0 rounded-md border border-line bg-sunken px-2 text-sm text-ink"
      >
        {children}
      </select>
    </label>
  );
}

function Choices({ choices, scene }: { choices: readonly Action[]; scene: Scene }) {
  const { trace } = scene.counterexample;
  const flights = useMemo(() => readFlights(trace), [trace]);
  const groups = Map.groupBy(choices, ({ kind }) => CHOICE_GROUPS[kind]);
  return (
    <>
      {[...groups].map(([label, members]) => (
        <optgroup key={label} label={label}>
          {members.map((choice) => {
            const { text, data } = describeChoice(choice, flights);
            return <option key={keyOf(choice)} value={keyOf(choice)}>{text} {data}</option>;
          })}
        </optgroup>
      ))}
    </>
  );
}

/** What is chosen, apart from when: it may still be there at the next step. */
function keyOf({ atMs: _atMs, ...choice }: Action): string {
  return JSON.stringify(choice);
}

/** Whoever steps on does not want to know: the question waits so long. */
const PAUSE_MS = 200;

interface Asked {
  readonly key: string;
  readonly choices?: readonly Action[];
  readonly trouble: string;
}

/** What else could happen at a turn, asked for while the choice is open. */
function useChoices({ player, scene, turn, program }: {
  readonly player: Player;
  readonly scene: Scene;
  readonly turn: Pick<Branching, "step" | "isInstead">;
  /** Undefined while nobody asks. */
  readonly program: Program | undefined;
}): Pick<Asked, "choices" | "trouble"> {
  const [asked, setAsked] = useState<Asked>();
  const key = `${turn.step} ${turn.isInstead} ${program?.source}`;
  useEffect(() => {
    if (program === undefined) return;
    let isGone = false;
    const ask = async () => {
      const claim = claimOf(scene.counterexample);
      const ending = await player.play(program.source, { claim, turn });
      if (isGone || ending.kind === "stopped") return;
      if (ending.kind !== "played") setAsked({ key, trouble: ending.reason });
      else setAsked({ key, ...answerOf(ending.choices) });
    };
    const timer = setTimeout(ask, PAUSE_MS);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [key, scene.counterexample]);
  return asked?.key === key ? asked : { trouble: "" };
}

function answerOf(choices: readonly Action[] | null): Omit<Asked, "key"> {
  return choices === null ? { choices: [], trouble: HIDDEN } : { choices, trouble: "" };
}
