import type { TraceEvent } from "@/engine/types.ts";

/** What a spectator may want to see alone. */
export const KINDS = {
  all: { label: "all events", shows: () => true },
  deliveries: { label: "deliveries", shows: ({ kind }) => kind === "deliver" },
  timers: { label: "timers", shows: ({ kind }) => kind === "fire" },
  clients: {
    label: "clients",
    shows: ({ kind, effects }) => kind === "command" || hasReply(effects),
  },
  saves: { label: "saves to disk", shows: ({ effects }) => effects.some(isSave) },
  losses: {
    label: "lost and doubled messages",
    shows: ({ kind }) => kind === "drop" || kind === "duplicate",
  },
  faults: { label: "faults of nodes and links", shows: (event) => isFault(event) },
} as const satisfies Readonly<
  Record<string, { readonly label: string; readonly shows: (event: TraceEvent) => boolean }>
>;

export type Kind = keyof typeof KINDS;

const FAULTS: ReadonlySet<TraceEvent["kind"]> = new Set(
  ["crash", "restart", "pause", "resume", "cut", "heal", "settle", "skew"] as const,
);

function isFault({ kind, torn }: TraceEvent): boolean {
  return FAULTS.has(kind) || torn === true;
}

function isSave({ kind }: TraceEvent["effects"][number]): boolean {
  return kind === "save" || kind === "write" || kind === "sync";
}

function hasReply(effects: TraceEvent["effects"]): boolean {
  return effects.some(({ kind }) => kind === "reply");
}

/** The kinds that a run has events of. */
export function kindsIn(events: readonly TraceEvent[]): Kind[] {
  return (Object.keys(KINDS) as Kind[]).filter((kind) => events.some(KINDS[kind].shows));
}
