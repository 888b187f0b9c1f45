import type { Alarm } from "./alarms.ts";
import type { Dashboard } from "./cluster.ts";

const LEVELS: Readonly<Record<Alarm["level"], { mark: string; text: string; color: string }>> = {
  quiet: { mark: "✓", text: "quiet", color: "text-good" },
  note: { mark: "!", text: "look", color: "text-warn" },
  alarm: { mark: "✗", text: "alarm", color: "text-bad" },
};

/** The five alarms, with what was measured, what it means, and how it was before. */
export function AlarmPanel({ dashboard: { alarms, history } }: { dashboard: Dashboard }) {
  return (
    <ul aria-label="Alarms" class="divide-y divide-line border-b border-line">
      {alarms.map((alarm, index) => (
        <Row
          key={alarm.name}
          alarm={alarm}
          history={history.map((levels) => levels[index])}
        />
      ))}
    </ul>
  );
}

function Row({ alarm, history }: { alarm: Alarm; history: readonly Alarm["level"][] }) {
  const { name, level, reading, means } = alarm;
  const { mark, text, color } = LEVELS[level];
  return (
    <li
      class={`grid gap-x-4 gap-y-1 px-4 py-2.5 text-sm sm:grid-cols-[13rem_minmax(0,1fr)_11rem] sm:items-center sm:px-5 ${
        level === "alarm" ? "bg-bad/5" : ""
      }`}
    >
      <p class="flex items-baseline justify-between gap-2">
        <strong>{name}</strong>
        <span class={`whitespace-nowrap font-semibold ${color}`}>{mark} {text}</span>
      </p>
      <p class="min-h-[2.6em]">
        <span class="font-medium tabular-nums">{reading}.</span>{" "}
        <span class="text-muted">{means}</span>
      </p>
      <Strip history={history} />
    </li>
  );
}

const BARS = 30;
const HEIGHTS = { quiet: 3, note: 11, alarm: 20 } as const;
const FILLS = { quiet: "fill-good", note: "fill-warn", alarm: "fill-bad" } as const;

/** A bar a step: the higher, the worse. */
function Strip({ history }: { history: readonly Alarm["level"][] }) {
  const recent = history.slice(-BARS);
  return (
    <svg
      viewBox={`0 0 ${BARS * 6} 22`}
      preserveAspectRatio="xMinYMid meet"
      class="h-[22px] w-full max-w-[15rem]"
      aria-hidden="true"
    >
      <path d={`M0 21.5H${BARS * 6}`} class="stroke-line" />
      {recent.map((level, index) => (
        <rect
          key={index}
          x={(BARS - recent.length + index) * 6}
          y={21 - HEIGHTS[level]}
          width="4.5"
          height={HEIGHTS[level]}
          class={FILLS[level]}
        />
      ))}
    </svg>
  );
}
