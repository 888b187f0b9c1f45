import type { FigureAbout } from "@/lib/section.ts";
import {
  decisionsOf,
  deliver,
  nodeOf,
  NODES,
  PATIENCE,
  roundOf,
  scheduleRound,
  setupOf,
} from "./flp_game/game.ts";
import { Nodes } from "./flp_game/Nodes.tsx";
import { tellGame } from "./flp_game/tell_game.ts";
import { type Way, WAYS } from "./flp_game/voting_node.ts";
import { Choice, Controls, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import type { Run } from "./kit/play_run.ts";
import { SourceTag } from "./kit/SourceTag.tsx";
import { StepControls } from "./kit/StepControls.tsx";
import { useRun } from "./kit/use_run.ts";

export const about: FigureAbout = {
  title: "You are the scheduler: keep the vote undecided",
  inWords:
    "Three nodes vote on yes or no in rounds. One of them might stop, so each waits for one other ballot and no more. First they tell each other their opinions, then whether they saw a majority; who hears of two equal majorities decides. The reader lets the messages arrive in any order, and may delay none for ever. If every node first hears from one of the other opinion, nobody sees a majority, all keep their opinions, and the next round begins as this one did: the vote stays open for as long as one likes. If stuck nodes toss coins, the coins sooner or later agree and the vote is decided. If every message arrives within a time limit that the nodes wait out, the first round decides.",
};

const ID = "figure-flp-game";

const WAY_NAMES: Readonly<Record<Way, string>> = {
  fixed: "keep their opinion",
  coin: "toss a coin",
  limit: "wait out a time limit",
};

/** The game of FLP: the program against the scheduler, who is the reader. */
export default function FlpGame() {
  const game = useRun<Way>({ id: ID, settings: WAYS, setup: setupOf, initial: "fixed~" });
  const { run, settings: way, act, load, steps, href, isFull } = game;
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<InWords run={run} />}
      caption={
        <>
          A button in a node's box lets that message arrive. What has waited for {PATIENCE} others
          {" "}
          <SourceTag source="illustrative" />{" "}
          must go first. Step and Play leave the order to chance. Rounds after Ben-Or{" "}
          <SourceTag source="ben-or-1983" />.
        </>
      }
    >
      <Controls label="The program">
        <Choice
          label="Where no majority is seen, nodes"
          options={WAYS.map((value) => ({ value, text: WAY_NAMES[value] }))}
          value={way}
          onChange={(value) => load(`${value}~`)}
        />
      </Controls>
      <StepControls {...steps} />
      <Nodes run={run} onDeliver={(...letters) => act(...letters.map(deliver))} />
      <Status isQuiet={steps.playback.isPlaying}>
        <Verdict run={run} /> {tellGame(run, way)} <SourceTag source="computed" />
      </Status>
      <Controls label="Help">
        <SmallButton
          disabled={isFull || decisionsOf(run.world).length > 0}
          onClick={() => act(...scheduleRound(way, run.moves))}
        >
          Play a round as the worst scheduler would
        </SmallButton>
      </Controls>
    </FigureFrame>
  );
}

function Verdict({ run: { world } }: { run: Run }) {
  return decisionsOf(world).length > 0
    ? <strong class="text-bad">✗ Decided.</strong>
    : <strong class="text-good">✓ Open, round {roundOf(world)}.</strong>;
}

function InWords({ run: { world } }: { run: Run }) {
  return (
    <ul>
      {NODES.map((id, node) => {
        const { opinion, decided, round, phase } = nodeOf(world, node);
        return (
          <li key={id}>
            {id} thinks {opinion}, is in round {round}, {phase} phase, and has decided{" "}
            {decided ?? "nothing"}.
          </li>
        );
      })}
    </ul>
  );
}
