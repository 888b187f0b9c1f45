import { SmallButton } from "../kit/Controls.tsx";
import type { Run } from "../kit/play_run.ts";
import { type Letter, lettersOf, mayArrive, nodeOf, NODES } from "./game.ts";
import type { Ballot } from "./voting_node.ts";

/** The three nodes, each with the messages that could arrive there next. */
export function Nodes({ run, onDeliver }: {
  run: Run;
  onDeliver: (...letters: readonly Letter[]) => void;
}) {
  const letters = lettersOf(run);
  const allowed = mayArrive(letters);
  return (
    <div class="grid gap-3 border-b border-line px-4 py-4 sm:px-5 md:grid-cols-3">
      {NODES.map((id, node) => (
        <NodeCard
          key={id}
          {...{ run, node, onDeliver }}
          letters={letters.filter(({ to }) => to === node)}
          isAllowed={(letter) => allowed.includes(letter)}
        />
      ))}
    </div>
  );
}

function NodeCard({ run, node, letters, isAllowed, onDeliver }: {
  run: Run;
  node: number;
  letters: readonly Letter[];
  isAllowed: (letter: Letter) => boolean;
  onDeliver: (...letters: readonly Letter[]) => void;
}) {
  const id = NODES[node];
  const state = nodeOf(run.world, node);
  const { opinion, decided, round, phase } = state;
  const late = letters.filter(({ isLate }) => isLate);
  return (
    <div
      role="group"
      aria-label={`Node ${id}`}
      class={`rounded-lg border px-3 py-3 ${
        decided === undefined ? "border-line bg-sunken" : "border-good bg-sunken"
      }`}
    >
      <p class="flex items-center justify-between gap-2">
        <strong class="font-mono">{id}</strong>
        <span class="flex items-center gap-2 text-sm">
          thinks
          <span
            class={`min-w-[2.75rem] rounded-full border px-2 py-0.5 text-center font-semibold ${
              opinion === "yes"
                ? "border-accent bg-accent text-accent-ink"
                : "border-ink bg-panel text-ink"
            }`}
          >
            {opinion}
          </span>
        </span>
      </p>
      <p class="mt-1 text-sm">
        {decided === undefined
          ? <span class="text-muted">Undecided</span>
          : <strong class="text-good">✓ Decided: {decided}</strong>}
        <span class="text-muted">. Round {round}, {phaseOf(phase)}.</span>
      </p>
      <p class="mt-1 min-h-[2.6em] text-sm text-muted">
        Has {state.heard().length} of {state.quorum}:{" "}
        {state.heard().map(({ from, ballot }) => `${from} ${ballot.value}`).join(", ")}
      </p>
      <div class="mt-2 flex min-h-[9.5rem] flex-col items-stretch gap-1.5">
        {letters.length > 0 && <span class="text-sm">Let arrive:</span>}
        {letters.filter(({ isLate }) => !isLate).map((letter) => (
          <SmallButton
            key={`${letter.from} ${letter.ordinal}`}
            disabled={!isAllowed(letter)}
            onClick={() => onDeliver(letter)}
          >
            <span class="sr-only">{id} hears</span> {NODES[letter.from]}: {tell(letter.ballot)}
            {letter.ballot.round > round && ` (round ${letter.ballot.round})`}
          </SmallButton>
        ))}
        {late.length > 0 && (
          <SmallButton
            disabled={!late.some(isAllowed)}
            onClick={() => onDeliver(...late.filter(isAllowed))}
          >
            <span class="sr-only">{id} hears</span>{" "}
            {late.length === 1 ? "one that is late" : `${late.length} that are late`}
          </SmallButton>
        )}
      </div>
    </div>
  );
}

function phaseOf(phase: Ballot["phase"]): string {
  return phase === "opinion" ? "opinions" : "majorities";
}

function tell({ phase, value }: Ballot): string {
  if (phase === "opinion") return `"${value}"`;
  return value === "none" ? "no majority" : `majority "${value}"`;
}
