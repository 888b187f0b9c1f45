import type { FigureAbout } from "@/lib/section.ts";
import {
  CUT,
  type Execution,
  findSwaps,
  type Ordering,
  readOrdering,
  type Swap,
  writeOrdering,
} from "./guarantee_lattice/histories.ts";
import { allows, type Level, LEVELS } from "./guarantee_lattice/levels.ts";
import { OrderList } from "./guarantee_lattice/OrderList.tsx";
import { tellOperation, Timeline } from "./guarantee_lattice/Timeline.tsx";
import { Choice, Controls, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { SourceTag } from "./kit/SourceTag.tsx";
import { usePermalink } from "./kit/use_permalink.ts";

export const about: FigureAbout = {
  title: "Put the guarantees in order",
  inWords:
    "Four guarantees, to be ordered from the weakest to the strongest. For every pair that stands the wrong way round the figure shows an execution that one of them allows and the other forbids, as found by checking it. The right order is eventual, causal, sequential, linearizable. Once they are in order it shows what happens when both sides of a cut answer with what they have: eventual and causal allow it, sequential and linearizable do not.",
};

const ID = "figure-guarantee-lattice";
const START = readOrdering("escl~0")!;

/** Four levels to order, with an execution against every pair that is swapped. */
export default function GuaranteeLattice() {
  const [ordering, change, href] = usePermalink<Ordering>({
    id: ID,
    initial: START,
    write: writeOrdering,
    read: readOrdering,
  });
  const { order, at } = ordering;
  const swaps = findSwaps(order);
  const swap = swaps[at];
  const execution = swap?.execution ?? CUT;
  const move = (from: number, to: number) =>
    change({ order: order.toSpliced(from, 1).toSpliced(to, 0, order[from]), at: 0 });
  const tells = tellOrder(swaps, swap);
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={
        <>
          <p>From the weakest: {order.join(", ")}. {tells}</p>
          <p>{execution.history.map(tellOperation).join("; ")}.</p>
        </>
      }
      caption="Stronger means that it allows fewer executions. Move a guarantee with its arrows, or drag it. Everything is 0 at the beginning."
    >
      <div class="grid border-b border-line lg:grid-cols-[20rem_1fr]">
        <div class="bg-sunken px-4 py-4 sm:px-5">
          <p class="text-sm text-muted">weakest, allows most</p>
          <div class="my-2">
            <OrderList order={order} onMove={move} />
          </div>
          <p class="text-sm text-muted">strongest, forbids most</p>
        </div>
        <div class="min-w-0 px-4 py-4 sm:px-5">
          <Timeline execution={execution} />
          <Verdicts execution={execution} order={order} isCut={swap === undefined} />
        </div>
      </div>
      <Status>{tells}</Status>
      <Controls label="Pairs and order">
        {swaps.length > 1 && (
          <Choice
            label="Swapped"
            options={swaps.map((each) => ({ value: nameOf(each), text: nameOf(each) }))}
            value={nameOf(swap)}
            onChange={(name) =>
              change({ order, at: swaps.findIndex((each) => nameOf(each) === name) })}
          />
        )}
        <span class="ml-auto">
          <SmallButton
            disabled={writeOrdering(ordering) === writeOrdering(START)}
            onClick={() => change(START)}
          >
            Start again
          </SmallButton>
        </span>
      </Controls>
    </FigureFrame>
  );
}

const nameOf = ({ putWeaker, putStronger }: Swap) => `${putWeaker} / ${putStronger}`;

function tellOrder(swaps: readonly Swap[], swap: Swap | undefined): string {
  if (swap === undefined) {
    const answering = LEVELS.filter((level) => allows(level, CUT.history));
    return `All are in order. Now the second axis: if both sides of a cut answer, this execution comes of it. Only ${
      answering.join(" and ")
    } allow it; with any of the others a copy that is cut off must wait.`;
  }
  const { putWeaker, putStronger } = swap;
  const count = swaps.length === 1 ? "One pair is" : `${swaps.length} pairs are`;
  return `${count} the wrong way round. You have put ${putStronger} above ${putWeaker}, but here is an execution that ${putStronger} allows and ${putWeaker} forbids: so ${putWeaker} is the stronger one.`;
}

function Verdicts({ execution, order, isCut }: {
  execution: Execution;
  order: readonly Level[];
  isCut: boolean;
}) {
  return (
    <table class="mt-3 w-full text-sm">
      <caption class="pb-1.5 text-left font-medium">
        Who allows this execution <SourceTag source="computed" />
      </caption>
      <thead class="text-left text-muted">
        <tr>
          <th scope="col" class="pr-3 font-normal">Guarantee</th>
          <th scope="col" class="pr-3 font-normal">This execution</th>
          {isCut && <th scope="col" class="font-normal">Answers while cut off</th>}
        </tr>
      </thead>
      <tbody>
        {order.map((level) => {
          const isAllowed = allows(level, execution.history);
          const color = `pr-3 font-medium ${isAllowed ? "text-good" : "text-bad"}`;
          return (
            <tr key={level} class="border-t border-line">
              <th scope="row" class="py-1 pr-3 text-left font-normal">{level}</th>
              <td class={color}>{isAllowed ? "✓ allowed" : "✗ forbidden"}</td>
              {isCut && <td class={color}>{isAllowed ? "✓ can" : "✗ must wait"}</td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
