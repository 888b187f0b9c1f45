import type { Action } from "./types.ts";

/** A stretch of a schedule that says the same again and again. */
export interface Loop {
  /** Where it ends: the place after its last action. */
  readonly end: number;
  /** Actions in one round. */
  readonly length: number;
  readonly rounds: number;
}

const ROUND_LENGTH_MAX = 6;
/** The longest loops are told; more are not worth trying. */
const LOOPS_MAX = 10;

/**
 * The loops of a schedule, by its actions' kinds, nodes and links alone: `fire n1, deliver n1>n2,
 * fire n1, deliver n1>n2` is two rounds of one loop, whatever the messages say.
 */
export function findLoops(actions: readonly Action[]): Loop[] {
  const words = actions.map(describe);
  const found: Loop[] = [];
  for (let length = 1; length <= ROUND_LENGTH_MAX; length++) {
    let same = 0;
    for (let place = length; place <= words.length; place++) {
      if (place < words.length && words[place] === words[place - length]) same++;
      else {
        if (same >= length) {
          found.push(align(actions, { start: place - length - same, end: place, length }));
        }
        same = 0;
      }
    }
  }
  // Two rounds of a loop of two are a round of a loop of four: the shorter one says it.
  const loops = found.filter(({ end, length }) =>
    !found.some((other) =>
      other.length < length && length % other.length === 0 && other.end === end
    )
  );
  return loops.sort((one, other) => other.rounds * other.length - one.rounds * one.length)
    .slice(0, LOOPS_MAX);
}

/**
 * Lets the rounds of a stretch begin with what brings the rest about, a timer or a command, if it has
 * one: taken out with its message, the sending of another round's message would not be missed.
 */
function align(
  actions: readonly Action[],
  { start, end, length }: { start: number; end: number; length: number },
): Loop {
  let shift = 0;
  while (shift < length && "message" in actions[end - length - shift]) shift++;
  if (shift === length || end - shift - length < start) shift = 0;
  return { end: end - shift, length, rounds: Math.floor((end - shift - start) / length) };
}

function describe(action: Action): string {
  if ("message" in action) return `${action.kind} ${action.message.from}>${action.message.to}`;
  if ("timer" in action) return `${action.kind} ${action.node} ${action.timer}`;
  return "node" in action ? `${action.kind} ${action.node}` : action.kind;
}
