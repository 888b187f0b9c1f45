import { useLive } from "../kit/use_is_live.ts";
import { type Concept, CONCEPTS, isGuarantee, KINDS, LINKS, linksOf } from "./concepts.ts";
import type { Guarantee } from "./cut.ts";

const WIDTH = 172;
const HEIGHT = 34;
const COLUMN = 246;
const ROW = 46;
const TOP = 34;
const HEADS = {
  problem: "Problems",
  mechanism: "Mechanisms",
  guarantee: "Guarantees",
  limit: "Limits",
};

const ROWS_MAX = Math.max(
  ...KINDS.map((kind) => CONCEPTS.filter((each) => each.kind === kind).length),
);

/** Where a concept's box begins: each kind has a column, and stands in the middle of it. */
function placeOf(concept: Concept): { x: number; y: number } {
  const column = CONCEPTS.filter(({ kind }) => kind === concept.kind);
  const space = ROWS_MAX / column.length;
  const row = (column.indexOf(concept) + 0.5) * space - 0.5;
  return { x: KINDS.indexOf(concept.kind) * COLUMN, y: TOP + row * ROW };
}

const PLACES = new Map(CONCEPTS.map((concept) => [concept.key, placeOf(concept)]));

/** The map: boxes to choose, lines between them, and a light on each guarantee. */
export function Graph({ chosen, kept, onChoose }: {
  chosen: string;
  kept: ReadonlySet<Guarantee>;
  onChoose: (key: string) => void;
}) {
  const near = new Set(linksOf(chosen).flatMap(({ from, to }) => [from, to]));
  return (
    <div
      tabindex={0}
      role="group"
      aria-label="The map"
      class="sideways border-b border-line px-4 py-3 sm:px-5"
    >
      <svg
        viewBox={`-2 0 ${3 * COLUMN + WIDTH + 4} ${TOP + ROWS_MAX * ROW}`}
        class="w-full min-w-[48rem]"
      >
        {KINDS.map((kind, index) => (
          <text key={kind} x={index * COLUMN} y="16" class="fill-muted text-[14px]">
            {HEADS[kind]}
          </text>
        ))}
        {LINKS.map(({ from, to }) => (
          <path
            key={`${from} ${to}`}
            d={lineOf(from, to)}
            fill="none"
            class={from === chosen || to === chosen ? "stroke-accent" : "stroke-line"}
            stroke-width={from === chosen || to === chosen ? 2.5 : 1.5}
          />
        ))}
        {CONCEPTS.map((concept) => (
          <Box
            key={concept.key}
            concept={concept}
            isChosen={concept.key === chosen}
            isNear={near.has(concept.key)}
            isLit={isGuarantee(concept) ? kept.has(concept.key) : undefined}
            onChoose={onChoose}
          />
        ))}
      </svg>
    </div>
  );
}

/** From the side of one box to the side of the other that faces it. */
function lineOf(from: string, to: string): string {
  const [one, other] = [PLACES.get(from)!, PLACES.get(to)!];
  const [left, right] = one.x < other.x ? [one, other] : [other, one];
  const [x1, y1, x2, y2] = [left.x + WIDTH, left.y + HEIGHT / 2, right.x, right.y + HEIGHT / 2];
  const bend = (x2 - x1) / 2;
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

function Box({ concept, isChosen, isNear, isLit, onChoose }: {
  concept: Concept;
  isChosen: boolean;
  isNear: boolean;
  isLit: boolean | undefined;
  onChoose: (key: string) => void;
}) {
  const isLive = useLive();
  const { x, y } = PLACES.get(concept.key)!;
  const look = isChosen
    ? "fill-accent stroke-accent"
    : isNear
    ? "fill-panel stroke-accent"
    : "fill-panel stroke-line";
  const light = isLit === undefined ? "" : isLit ? ", lit" : ", out";
  return (
    <g
      role="button"
      tabindex={0}
      aria-disabled={!isLive}
      aria-pressed={isChosen}
      aria-label={`${concept.name}${light}`}
      class="cursor-pointer"
      transform={`translate(${x} ${y})`}
      onClick={() => onChoose(concept.key)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onChoose(concept.key);
      }}
    >
      <rect width={WIDTH} height={HEIGHT} rx="7" class={look} stroke-width={isNear ? 2 : 1.5} />
      <text
        x="10"
        y="22"
        class={`text-[13px] font-medium ${isChosen ? "fill-accent-ink" : "fill-ink"}`}
      >
        {concept.name}
      </text>
      {isLit !== undefined && <Light isLit={isLit} isOnAccent={isChosen} />}
    </g>
  );
}

/** Lit: a full disc. Out: a ring with a line through it. */
function Light({ isLit, isOnAccent }: { isLit: boolean; isOnAccent: boolean }) {
  const stroke = isOnAccent ? "stroke-accent-ink" : isLit ? "stroke-good" : "stroke-bad";
  const fill = isLit ? (isOnAccent ? "fill-accent-ink" : "fill-good") : "fill-none";
  return (
    <g transform={`translate(${WIDTH - 15} ${HEIGHT / 2})`} class={stroke} stroke-width="2">
      <circle r="6" class={fill} fill={isLit ? undefined : "none"} />
      {!isLit && <path d="M-8 8L8 -8" />}
    </g>
  );
}
