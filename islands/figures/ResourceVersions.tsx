import { useMemo } from "preact/hooks";
import type { FigureAbout } from "@/lib/section.ts";
import { Choice, Controls, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { SourceTag } from "./kit/SourceTag.tsx";
import { useActs } from "./kit/use_acts.ts";
import {
  ACTS,
  CONTROLLERS,
  playRace,
  type Race,
  type Rule,
  RULES,
  tellRace,
} from "./resource_versions/race.ts";
import { Side, Store } from "./resource_versions/Sides.tsx";

export const about: FigureAbout = {
  title: "Two controllers, one object, no lock",
  inWords:
    "One object in a store has a number of replicas, a build, and a version. One controller adds replicas, the other puts in builds. Each reads the object, changes its copy, and writes the whole copy back with the version that it had read. The reader lets them read and write in any order, and can keep the news from a controller's watch cache. With the check, a write that was made from an old version is answered 409 Conflict and changes nothing; the controller reads again and tries again, and no confirmed change is ever lost. A controller whose cache is behind is refused until the news arrives or it asks the store. Without the check, the second write silently undoes the first.",
};

const ID = "figure-resource-versions";

const RULE_NAMES: Readonly<Record<Rule, string>> = {
  checks: "compares versions",
  blind: "writes what it is given",
};

/** Optimistic concurrency: versions instead of locks. */
export default function ResourceVersions() {
  const figure = useActs<Rule>({ id: ID, settings: RULES, acts: ACTS, initial: "checks~" });
  const { setting, acts, act, canAct, choose, href, canUndo, undo, reset } = figure;
  const race = useMemo(() => playRace(setting, acts), [setting, acts]);
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<InWords race={race} />}
      caption="A controller reads from its watch cache, changes its own field, and writes the whole object back with the version that it read. Changing the rule replays what you did."
    >
      <Controls label="The rule">
        <Choice
          label="The store"
          options={RULES.map((value) => ({ value, text: RULE_NAMES[value] }))}
          value={setting}
          onChange={choose}
        />
        <span class="ml-auto flex gap-2">
          <SmallButton disabled={!canUndo} onClick={undo}>Undo</SmallButton>
          <SmallButton disabled={!canUndo} onClick={reset}>Reset</SmallButton>
        </span>
      </Controls>
      <Store thing={race.thing} />
      <div class="grid gap-3 border-b border-line px-4 py-4 sm:grid-cols-2 sm:px-5">
        {CONTROLLERS.map((controller) => (
          <Side key={controller} {...{ race, controller, canAct, act }} />
        ))}
      </div>
      <Status>{tellRace(race)}</Status>
      <p class="flex flex-wrap gap-x-6 px-4 py-2.5 text-sm tabular-nums sm:px-5">
        <span>
          Confirmed changes: {race.confirmed} <SourceTag source="computed" />
        </span>
        <span class={race.lost > 0 ? "font-semibold text-bad" : "text-good"}>
          {race.lost > 0 ? `✗ lost in silence: ${race.lost}` : "✓ none of them lost"}
        </span>
      </p>
    </FigureFrame>
  );
}

function InWords({ race }: { race: Race }) {
  const { thing, sides, confirmed, lost } = race;
  return (
    <ul>
      <li>
        The store has version {thing.version}: {thing.replicas} replicas, build v{thing.build}.
      </li>
      {CONTROLLERS.map((controller) => {
        const { view, copy, isCut } = sides[controller];
        return (
          <li key={controller}>
            The {controller}'s watch cache has version {view.version}
            {isCut && " and hears no news"}; it has read{" "}
            {copy === undefined ? "nothing" : `version ${copy.version}`}.
          </li>
        );
      })}
      <li>{confirmed} changes were confirmed, {lost} of them are lost.</li>
    </ul>
  );
}
