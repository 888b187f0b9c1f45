import { listenersOf } from "./council.ts";
import { type Council, isTraitor, type Order, type Outcome, says } from "./generals.ts";

const WIDTH = 360;
const HEIGHT = 336;
const RADIUS = 22;

/** The commander on top, the lieutenants in a ring. Arrows carry the first letter of what is said. */
export function Ring({ council, outcome, onChoose }: {
  council: Council;
  outcome: Outcome;
  onChoose: (general: number) => void;
}) {
  const generals = Array.from({ length: council.count }, (_, general) => general);
  const speakers = generals.filter((general) => general === 0 || isTraitor(council, general));
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="group"
      aria-label="The generals: choose one to make him a traitor"
      class="mx-auto block h-auto w-full max-w-[26rem]"
    >
      {generals.slice(1).flatMap((from) =>
        listenersOf(council, from).filter((to) => to > from).map((to) => (
          <Line key={`${from} ${to}`} {...{ council, from, to }} />
        ))
      )}
      {speakers.flatMap((from) =>
        listenersOf(council, from).map((to) => (
          <Arrow key={`${from} ${to}`} {...{ council, from, to }} />
        ))
      )}
      {generals.map((general) => (
        <General
          key={general}
          {...{ council, general, onChoose }}
          does={outcome.decisions[general - 1]?.does}
        />
      ))}
    </svg>
  );
}

export function nameOf(general: number): string {
  return general === 0 ? "C" : `L${general}`;
}

function place({ count }: Council, general: number) {
  const angle = general / count * 2 * Math.PI - Math.PI / 2;
  const round = (value: number) => Math.round(value * 10) / 10;
  return { x: round(WIDTH / 2 + 138 * Math.cos(angle)), y: round(164 + 126 * Math.sin(angle)) };
}

interface Way {
  readonly council: Council;
  readonly from: number;
  readonly to: number;
}

function Line({ council, from, to }: Way) {
  const [one, other] = [place(council, from), place(council, to)];
  return (
    <path
      aria-hidden="true"
      d={`M${one.x} ${one.y}L${other.x} ${other.y}`}
      class="stroke-line"
      stroke-width="1.5"
    />
  );
}

/** What a commander or a traitor tells somebody. */
function Arrow({ council, from, to }: Way) {
  const [one, other] = [place(council, from), place(council, to)];
  const length = Math.hypot(other.x - one.x, other.y - one.y);
  const [dx, dy] = [(other.x - one.x) / length, (other.y - one.y) / length];
  const tip = { x: other.x - dx * (RADIUS + 4), y: other.y - dy * (RADIUS + 4) };
  const wing = (side: number) =>
    `${tip.x - dx * 9 - side * dy * 5} ${tip.y - dy * 9 + side * dx * 5}`;
  const stroke = isTraitor(council, from) ? "stroke-bad" : "stroke-ink";
  const along = RADIUS + Math.min(34, (length - 2 * RADIUS) * 0.4);
  return (
    <g aria-hidden="true">
      <path d={`M${one.x} ${one.y}L${tip.x} ${tip.y}`} class={stroke} stroke-width="2" />
      <path d={`M${wing(1)}L${tip.x} ${tip.y}L${wing(-1)}`} fill="none" class={stroke} />
      <Letter
        x={one.x + dx * along}
        y={one.y + dy * along}
        order={says(council, from, to, council.order)}
      />
    </g>
  );
}

function Letter({ x, y, order }: { x: number; y: number; order: Order }) {
  const isAttack = order === "attack";
  return (
    <>
      <circle
        cx={x}
        cy={y}
        r="9.5"
        class={isAttack ? "fill-accent stroke-accent" : "fill-panel stroke-ink"}
        stroke-width="1.5"
      />
      <text
        x={x}
        y={y + 4.5}
        text-anchor="middle"
        class={`text-[12px] font-bold ${isAttack ? "fill-accent-ink" : "fill-ink"}`}
      >
        {isAttack ? "A" : "R"}
      </text>
    </>
  );
}

function General({ council, general, does, onChoose }: {
  council: Council;
  general: number;
  does: Order | undefined;
  onChoose: (general: number) => void;
}) {
  const { x, y } = place(council, general);
  const lies = isTraitor(council, general);
  const name = nameOf(general);
  const word = lies ? "traitor" : does === undefined ? "commander" : `${does}s`;
  return (
    <g class="cursor-pointer" onClick={() => onChoose(general)}>
      <g
        role="button"
        tabindex={0}
        aria-pressed={lies}
        aria-label={`${name}: ${word}`}
        onKeyDown={(key) => {
          if (key.key !== "Enter" && key.key !== " ") return;
          key.preventDefault();
          onChoose(general);
        }}
      >
        <circle
          cx={x}
          cy={y}
          r={RADIUS}
          class={lies ? "fill-panel stroke-bad" : "fill-panel stroke-ink"}
          stroke-width="2"
          stroke-dasharray={lies ? "4 4" : undefined}
        />
        <text
          x={x}
          y={y + 5}
          text-anchor="middle"
          class={`font-mono text-[15px] font-semibold ${lies ? "fill-bad" : "fill-ink"}`}
        >
          {name}
        </text>
      </g>
      <text
        aria-hidden="true"
        x={x}
        y={general === 0 ? y - RADIUS - 4 : y + RADIUS + 15}
        text-anchor="middle"
        paint-order="stroke"
        stroke-width="5"
        class={`stroke-panel text-[13px] font-semibold ${lies ? "fill-bad" : "fill-ink"}`}
      >
        {word}
      </text>
    </g>
  );
}
