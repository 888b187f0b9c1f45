import { SmallButton } from "../kit/Controls.tsx";
import type { Thing } from "./nodes.ts";
import { actOf, type Controller, type Race } from "./race.ts";

/** The object in the store. */
export function Store({ thing }: { thing: Thing }) {
  return (
    <div class="border-b border-line px-4 py-3 text-sm sm:px-5">
      <div
        role="group"
        aria-label="The store"
        class="mx-auto flex max-w-[26rem] flex-wrap items-center justify-between gap-x-6 gap-y-1 rounded-lg border-2 border-accent bg-panel px-4 py-2.5"
      >
        <strong>The store</strong>
        <Contents thing={thing} />
      </div>
    </div>
  );
}

function Contents({ thing }: { thing: Thing }) {
  return (
    <span class="flex flex-wrap items-center gap-x-3 font-mono text-[0.8125rem]">
      <span>replicas: {thing.replicas}</span>
      <span>build: v{thing.build}</span>
      <span class="rounded bg-sunken px-1.5 font-semibold text-accent">
        version {thing.version}
      </span>
    </span>
  );
}

const JOBS: Readonly<Record<Controller, string>> = {
  scaler: "adds a replica",
  deployer: "puts in the next build",
};

/** A controller: what its watch cache says, what it has read, what it was told. */
export function Side({ race, controller, canAct, act }: {
  race: Race;
  controller: Controller;
  canAct: boolean;
  act: (act: string) => void;
}) {
  const { view, copy, writes, isCut } = race.sides[controller];
  const behind = race.thing.version - view.version;
  const written = writes.at(-1);
  const name = controller[0].toUpperCase() + controller.slice(1);
  const who = <span class="sr-only">{name}:</span>;
  return (
    <div
      role="group"
      aria-label={name}
      class="min-w-0 space-y-2 rounded-lg border border-line bg-sunken px-3.5 py-3 text-sm"
    >
      <p>
        <strong class="text-base">{name}</strong> <span class="text-muted">{JOBS[controller]}</span>
      </p>
      <dl class="grid gap-x-3 gap-y-1">
        <dt class="text-muted">
          Its watch cache {isCut && <strong class="text-bad">✗ no news</strong>}
        </dt>
        <dd class="min-h-[1.5rem]">
          <Contents thing={view} />
          {behind > 0 && <strong class="text-warn">{behind} behind</strong>}
        </dd>
        <dt class="text-muted">What it has read</dt>
        <dd class="min-h-[1.5rem]">{copy === undefined ? "nothing" : <Contents thing={copy} />}</dd>
        <dt class="text-muted">Its last write</dt>
        <dd
          class={written === undefined
            ? "text-muted"
            : written.isDone
            ? "font-semibold text-good"
            : "font-semibold text-bad"}
        >
          {written === undefined
            ? "none yet"
            : written.isDone
            ? `✓ 200 OK, from version ${written.base}`
            : `✗ 409 Conflict, from version ${written.base}`}
        </dd>
      </dl>
      <div class="flex flex-wrap gap-1.5">
        <SmallButton disabled={!canAct} onClick={() => act(actOf("read", controller))}>
          {who} Read
        </SmallButton>
        <SmallButton
          disabled={!canAct || copy === undefined}
          onClick={() => act(actOf("write", controller))}
        >
          {who} Write
        </SmallButton>
        <SmallButton disabled={!canAct} onClick={() => act(actOf("ask", controller))}>
          {who} Ask the store
        </SmallButton>
        <SmallButton
          disabled={!canAct}
          onClick={() => act(actOf(isCut ? "heal" : "cut", controller))}
        >
          {who} {isCut ? "Let news in" : "Delay its news"}
        </SmallButton>
      </div>
    </div>
  );
}
