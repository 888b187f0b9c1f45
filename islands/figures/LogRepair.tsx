import { useMemo } from "preact/hooks";
import type { NodeId } from "@/engine/types.ts";
import type { FigureAbout } from "@/lib/section.ts";
import { Choice, Controls, SmallButton, Status, Toggle } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { UndoReset } from "./kit/UndoReset.tsx";
import { useActs } from "./kit/use_acts.ts";
import { Ballots } from "./log_repair/Ballots.tsx";
import { LogTable } from "./log_repair/LogTable.tsx";
import { ACTS, type Follower, NODES, playRepair, type Repair } from "./log_repair/repair.ts";
import { tellRepair } from "./log_repair/tell_repair.ts";

export const about: FigureAbout = {
  title: "A new leader and four untidy logs",
  inWords:
    "Five logs, written as the terms of their entries. n1: 1 1 2 4 4. n2: 1 1. n3: 1 1 2 4 4 4. n4: 1 1 3 3 3 3. n5: 1 1 2 2 2 2 2. First somebody asks for votes. n5 has the longest log and gets only the vote of n2, because its last term is 2. n1 gets all votes but that of n3. Then the leader asks each follower about the entry before its new one, and goes one back at every no. With n1 as leader the logs meet at entry 2 for n2 and n4, at entry 3 for n5, and at entry 5 for n3. Everything after that is replaced by the leader's. The reader guesses each meeting point before letting the leader ask.",
};

const ID = "figure-log-repair";

/** One question, asked further and further back, until two logs meet. */
export default function LogRepair() {
  const figure = useActs<NodeId>({ id: ID, settings: NODES, acts: ACTS, initial: "n4~" });
  const { setting, acts, act, choose, href } = figure;
  const repair = useMemo(() => playRepair(acts), [acts]);
  const chosen = repair.followers.find(({ id }) => id === setting) ?? repair.followers[0];
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<InWords repair={repair} />}
      caption="A number is the term of an entry. ✗: the leader has asked about it, and the follower said no. ?: the next question. ✓: the logs meet here; after that everything is the leader's."
    >
      <Controls label="What happens">
        {repair.leader === undefined
          ? NODES.map((id) => (
            <SmallButton key={id} onClick={() => act(`e${id[1]}`)}>{id} asks for votes</SmallButton>
          ))
          : (
            <Choice
              label={`${repair.leader} asks`}
              options={repair.followers.map(({ id }) => ({ value: id, text: id }))}
              value={chosen.id}
              onChange={choose}
            />
          )}
        <UndoReset figure={figure} />
      </Controls>
      {repair.leader !== undefined && (
        <Conversation follower={chosen} leader={repair.leader} act={act} />
      )}
      <div class="grid border-b border-line lg:grid-cols-[auto_minmax(0,1fr)]">
        <LogTable repair={repair} chosen={repair.leader === undefined ? "" : chosen.id} />
        <Ballots repair={repair} />
      </div>
      <Status>{tellRepair(repair, acts.at(-1))}</Status>
    </FigureFrame>
  );
}

/** A guess, and one question after the other. */
function Conversation({ follower, leader, act }: {
  follower: Follower;
  leader: NodeId;
  act: (act: string) => void;
}) {
  const { id, next, guess, questions, isSettled } = follower;
  const number = id[1];
  if (isSettled) {
    return (
      <Controls label={`The talk with ${id}`}>
        <p class="min-h-[2.25rem] py-1.5 text-sm text-muted">
          {id} is in line with {leader}. Choose another.
        </p>
      </Controls>
    );
  }
  const guesses = Array.from({ length: follower.terms.length + 1 }, (_, index) => index);
  return (
    <Controls label={`The talk with ${id}`}>
      {questions.length === 0 && (
        <span role="group" aria-label={`Your guess for ${id}`} class="flex flex-wrap gap-1.5">
          <span class="self-center text-sm text-muted">They meet at entry</span>
          {guesses.map((index) => (
            <Toggle
              key={index}
              isOn={guess === index}
              onChange={() => act(`p${number}${index}`)}
            >
              {index === 0 ? "none" : index}
            </Toggle>
          ))}
        </span>
      )}
      <SmallButton onClick={() => act(`a${number}`)}>
        Ask {id}: entry {next![0]} of term {next![1]}?
      </SmallButton>
    </Controls>
  );
}

function InWords({ repair: { logs, leader, followers } }: { repair: Repair }) {
  return (
    <ul>
      {NODES.map((id) => {
        const follower = followers.find((each) => each.id === id);
        return (
          <li key={id}>
            {id}
            {id === leader && " leads"}
            {follower?.isSettled && " is in line"}: {logs[id].join(" ")}
            {follower !== undefined && follower.questions.length > 0 && (
              `; it was asked about ${
                follower.questions.map(({ index, success }) =>
                  `entry ${index}, and said ${success ? "yes" : "no"}`
                ).join("; about ")
              }`
            )}.
          </li>
        );
      })}
    </ul>
  );
}
