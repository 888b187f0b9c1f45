import type { ComponentChildren } from "preact";
import { SmallButton } from "../kit/Controls.tsx";
import { SourceTag } from "../kit/SourceTag.tsx";
import { type LockScene, type Worker, WORKERS } from "./lock.ts";
import type { Arrival } from "./lock_nodes.ts";

/** What the reader can do to the two workers, and to the time. */
export function LockControls({ scene, act }: { scene: LockScene; act: (act: string) => void }) {
  return (
    <>
      {WORKERS.map((id) => <WorkerButton key={id} scene={scene} id={id} act={act} />)}
      <SmallButton onClick={() => act("s")}>10 seconds pass</SmallButton>
    </>
  );
}

function WorkerButton({ scene, id, act }: {
  scene: LockScene;
  id: Worker;
  act: (act: string) => void;
}) {
  const { doing, isPaused } = scene.workers[id];
  const name = id.toUpperCase();
  if (isPaused) return <SmallButton onClick={() => act(`u${id}`)}>Wake {name}</SmallButton>;
  if (doing === "working") {
    return <SmallButton onClick={() => act(`p${id}`)}>Pause {name}</SmallButton>;
  }
  return <SmallButton onClick={() => act(`t${id}`)}>{name} takes the lock</SmallButton>;
}

/** The lock service, the two workers, and the storage with all that reached it. */
export function LockView({ scene }: { scene: LockScene }) {
  return (
    <div class="grid gap-3 border-b border-line px-4 py-4 sm:grid-cols-3 sm:px-5">
      <LockCard scene={scene} />
      <div class="grid gap-3">
        {WORKERS.map((id) => <WorkerCard key={id} scene={scene} id={id} />)}
      </div>
      <DiskCard scene={scene} />
    </div>
  );
}

function Card({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div
      role="group"
      aria-label={name}
      class="min-w-0 rounded-lg border border-line bg-sunken px-4 py-3 text-sm"
    >
      <p class="text-base font-semibold">{name}</p>
      {children}
    </div>
  );
}

function LockCard({ scene: { lock, holder, nowMs } }: { scene: LockScene }) {
  const restMs = lock.expiresMs - nowMs;
  return (
    <Card name="Lock service">
      <p class="mt-1">
        {holder === undefined ? "Nobody holds the lock." : (
          <>
            <strong>{holder.toUpperCase()}</strong> holds the lock for{" "}
            <span class="tabular-nums">{Math.round(restMs / 1000)} s</span> more.
          </>
        )}
      </p>
      <p class="mt-2 text-muted">
        Last token:{" "}
        <span class="font-mono tabular-nums">{lock.token}</span>. The lock is for 10 s, and a worker
        works for 2 s. <SourceTag source="illustrative" />
      </p>
    </Card>
  );
}

const DOING = {
  idle: "does nothing",
  asking: "asks for the lock",
  working: "is at work",
  writing: "has sent its write",
} as const;

const HEARD = {
  held: "Somebody else has the lock.",
  stored: "Its write was stored.",
  refused: "Its write was refused.",
} as const;

function WorkerCard({ scene, id }: { scene: LockScene; id: Worker }) {
  const { doing, token, heard, isPaused } = scene.workers[id];
  const name = id.toUpperCase();
  const isMistaken = doing === "working" && scene.holder !== id;
  return (
    <Card name={`Worker ${name}`}>
      <p class="mt-1">
        {isPaused ? <strong class="text-warn">❚❚ paused:</strong> : ""}
        {name} {DOING[doing]}
        {doing === "working" && (
          <>
            , with token <span class="font-mono">{token}</span>
          </>
        )}.
      </p>
      <p class={isMistaken ? "font-semibold text-bad" : "text-muted"}>
        {isMistaken
          ? "It believes that it holds the lock."
          : doing === "idle" && heard !== undefined
          ? HEARD[heard]
          : " "}
      </p>
    </Card>
  );
}

function DiskCard({ scene: { disk, fence, overwrites } }: { scene: LockScene }) {
  return (
    <Card name="Storage">
      <p class="mt-1">
        It holds: <strong class={overwrites > 0 ? "text-bad" : ""}>{disk.value}</strong>
      </p>
      {fence === "fence" && (
        <p class="text-muted">
          Largest token seen: <span class="font-mono">{disk.largest || "none"}</span>
        </p>
      )}
      <ol aria-label="Writes that reached the storage" class="mt-2 space-y-1">
        {disk.arrivals.length === 0 && <li class="text-muted">Nothing has been written.</li>}
        {disk.arrivals.map((arrival, index) => (
          <ArrivalRow
            key={index}
            arrival={arrival}
            isLate={disk.arrivals.slice(0, index).some(({ token }) => token > arrival.token)}
          />
        ))}
      </ol>
    </Card>
  );
}

function ArrivalRow({ arrival: { value, token, isStored }, isLate }: {
  arrival: Arrival;
  isLate: boolean;
}) {
  const color = !isStored ? "text-muted" : isLate ? "text-bad font-semibold" : "text-good";
  return (
    <li class={color}>
      {isStored ? isLate ? "✗" : "✓" : "⊘"} {value}, token <span class="font-mono">{token}</span>:
      {isStored ? isLate ? " stored over a newer one" : " stored" : " refused"}
    </li>
  );
}
