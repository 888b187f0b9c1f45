import type { Execution, Operation } from "./histories.ts";

const LEFT = 48;
const RIGHT = 12;
const WIDTH = 640;
const ROW = 52;

/** An execution: a row for each client, time from left to right. */
export function Timeline({ execution: { name, tells, history } }: { execution: Execution }) {
  const clients = [...new Set(history.map(({ client }) => client))];
  const end = Math.max(...history.map(({ to }) => to));
  const start = Math.min(...history.map(({ from }) => from));
  const place = (time: number) => LEFT + (time - start) / (end - start) * (WIDTH - LEFT - RIGHT);
  return (
    <div>
      <p class="text-sm leading-snug">
        <strong>{name}.</strong> {tells}
      </p>
      <div
        tabindex={0}
        role="group"
        aria-label={`The execution: ${name}`}
        class="mt-2 sideways"
      >
        <svg
          role="img"
          aria-label={history.map(tellOperation).join("; ")}
          viewBox={`0 0 ${WIDTH} ${clients.length * ROW}`}
          class="w-full min-w-[34rem] max-w-[44rem]"
        >
          {clients.map((client, row) => (
            <g key={client} transform={`translate(0 ${row * ROW})`}>
              <text x="0" y="32" class="fill-muted text-[13px]">{client}</text>
              <path d={`M${LEFT} 28H${WIDTH - RIGHT}`} class="stroke-line" stroke-width="1.5" />
              {history.filter((each) => each.client === client).map((each) => (
                <Bar key={each.from} operation={each} from={place(each.from)} to={place(each.to)} />
              ))}
            </g>
          ))}
        </svg>
      </div>
    </div>
  );
}

function Bar({ operation, from, to }: { operation: Operation; from: number; to: number }) {
  const { kind, key, value } = operation;
  const isWrite = kind === "write";
  const text = isWrite ? `writes ${key}=${value}` : `reads ${key}=${value}`;
  const isLate = from > WIDTH * 0.75;
  return (
    <g>
      <rect
        x={from}
        y="22"
        width={Math.max(10, to - from)}
        height="12"
        rx="3"
        class={isWrite ? "fill-accent" : "fill-panel stroke-accent"}
        stroke-width="1.5"
      />
      <text
        x={isLate ? Math.max(from + 10, to) : from}
        y="15"
        text-anchor={isLate ? "end" : "start"}
        class="fill-ink font-mono text-[12px]"
      >
        {text}
      </text>
    </g>
  );
}

/** An operation in words. */
export function tellOperation({ client, kind, key, value }: Operation): string {
  return `${client} ${kind}s ${key} ${kind === "write" ? "as" : "and gets"} ${value}`;
}
