import { useLive } from "../kit/use_is_live.ts";
import { type Placement, quorumOf } from "./quorum.ts";
import { nameOf, type Region, regionOf, REGIONS } from "./regions.ts";

const WIDTH = 680;
const HEIGHT = 330;
const x = (longitude: number) => Math.round((longitude + 140) / 315 * WIDTH);
const y = (latitude: number) => Math.round((74 - latitude) / 122 * HEIGHT);

/** Coasts, by longitude and latitude, as roughly as one knows them. */
const LAND = [
  "-140,60 -128,70 -95,72 -82,64 -94,58 -79,52 -64,60 -55,52 -66,44 -75,38 -81,30 -81,25 -90,30 -97,26 -97,20 -88,21 -83,10 -78,8 -86,12 -105,20 -115,31 -124,40 -125,49 -135,58",
  "-78,8 -60,10 -50,0 -35,-6 -40,-22 -50,-28 -58,-38 -66,-48 -74,-48 -71,-20 -81,-5",
  "-10,37 -9,43 -2,44 -4,48 8,54 8,57 6,62 20,70 40,67 70,73 110,74 175,70 175,66 160,60 155,52 140,54 132,43 128,35 122,40 121,28 108,20 106,10 101,3 98,16 90,22 80,8 73,20 60,25 57,18 45,13 35,29 36,36 27,37 23,37 16,40 12,45 3,43 -2,37",
  "-17,15 -10,30 -5,36 10,37 20,31 33,31 43,11 51,11 40,-5 40,-16 32,-28 20,-35 12,-18 9,3 -7,5",
  "114,-22 130,-12 136,-12 142,-11 153,-27 150,-38 140,-38 131,-32 116,-35",
  "-50,61 -40,66 -22,70 -30,74 -60,74 -54,66",
  "-5,50 1,52 -2,57 -6,57",
  "131,32 136,34 141,37 142,43 145,44 141,45 139,38 132,35",
  "95,5 106,-6 118,-8 119,0 109,2 104,0",
];

/** The regions on a map, and the ways between leader and voters. A click does what was chosen. */
export function WorldMap({ placement, onPick }: {
  placement: Placement;
  onPick: (region: Region) => void;
}) {
  const { leader } = placement;
  const { answers } = quorumOf(placement);
  const from = regionOf(leader);
  return (
    <div
      tabindex={0}
      role="region"
      aria-label="Map of the regions"
      class="sideways border-b border-line px-2 py-2"
    >
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} class="h-auto w-full min-w-[36rem]">
        <g aria-hidden="true">
          {LAND.map((coast) => (
            <path
              key={coast}
              d={`M${coast.replace(/(-?\d+),(-?\d+)/g, (_, a, b) => `${x(+a)} ${y(+b)}`)}z`}
              class="fill-sunken stroke-line"
              stroke-linejoin="round"
            />
          ))}
          {answers.filter(({ region }) => region !== leader).map(({ region, isNeeded }) => {
            const to = regionOf(region);
            return (
              <path
                key={region}
                d={`M${x(from.longitude)} ${y(from.latitude)}L${x(to.longitude)} ${y(to.latitude)}`}
                class={isNeeded ? "stroke-good" : "stroke-muted"}
                stroke-width={isNeeded ? 3 : 1.5}
                stroke-dasharray={isNeeded ? undefined : "4 5"}
              />
            );
          })}
        </g>
        {REGIONS.map(({ letter }) => (
          <Spot key={letter} {...{ region: letter, placement, onPick }} />
        ))}
      </svg>
    </div>
  );
}

/** Where a name stands, from its dot: right of it, unless that is taken. */
const ASIDE = { dx: 15, dy: -1, anchor: "start" } as const;
const PLACES: Partial<Record<Region, { dx: number; dy: number; anchor: "middle" | "end" }>> = {
  v: { dx: 0, dy: 28, anchor: "middle" },
  o: { dx: 0, dy: 25, anchor: "middle" },
  k: { dx: -13, dy: -14, anchor: "end" },
  y: { dx: -15, dy: -1, anchor: "end" },
};

function Spot({ region, placement, onPick }: {
  region: Region;
  placement: Placement;
  onPick: (region: Region) => void;
}) {
  const isLive = useLive();
  const { longitude, latitude } = regionOf(region);
  const isVoter = placement.voters.includes(region);
  const isLost = placement.lost.includes(region);
  const role = region === placement.leader ? "leader" : isVoter ? "voter" : "no voter";
  const answer = quorumOf(placement).answers.find((each) => each.region === region);
  const note = isLost ? "lost" : role === "voter" && answer ? `${answer.ms} ms` : role;
  const [cx, cy] = [x(longitude), y(latitude)];
  return (
    <g
      role="button"
      tabindex={isLive ? 0 : -1}
      aria-disabled={!isLive}
      aria-label={`${nameOf(region)} ${note}`}
      onClick={() => isLive && onPick(region)}
      onKeyDown={(event) => {
        if (!isLive || (event.key !== "Enter" && event.key !== " ")) return;
        event.preventDefault();
        onPick(region);
      }}
      class="cursor-pointer"
    >
      <circle cx={cx} cy={cy} r="17" class="fill-transparent" />
      <circle
        cx={cx}
        cy={cy}
        r={role === "leader" ? 11 : 8}
        class={isLost
          ? "fill-panel stroke-bad"
          : role === "leader"
          ? "fill-accent stroke-accent"
          : isVoter
          ? answer?.isNeeded ? "fill-good stroke-good" : "fill-panel stroke-ink"
          : "fill-panel stroke-muted"}
        stroke-width="2.5"
        stroke-dasharray={isVoter || isLost ? undefined : "2 3"}
      />
      {isLost && (
        <path d={`M${cx - 6} ${cy - 6}l12 12m0 -12l-12 12`} class="stroke-bad" stroke-width="2.5" />
      )}
      <Label {...{ region, note, isVoter, isLost }} />
    </g>
  );
}

function Label({ region, note, isVoter, isLost }: {
  region: Region;
  note: string;
  isVoter: boolean;
  isLost: boolean;
}) {
  const { longitude, latitude } = regionOf(region);
  const { dx, dy, anchor } = PLACES[region] ?? ASIDE;
  const [textX, textY] = [x(longitude) + dx, y(latitude) + dy];
  return (
    <text
      text-anchor={anchor}
      paint-order="stroke"
      stroke-width="4"
      stroke-linejoin="round"
      class="stroke-panel text-[13px]"
    >
      <tspan
        x={textX}
        y={textY}
        class={isVoter ? "fill-ink font-semibold" : "fill-muted"}
      >
        {nameOf(region)}
      </tspan>{" "}
      <tspan
        x={textX}
        y={textY + 14}
        class={`text-[12px] tabular-nums ${isLost ? "fill-bad" : "fill-muted"}`}
      >
        {note}
      </tspan>
    </text>
  );
}
