import type { World } from "@/engine/world.ts";
import { programOf } from "../kit/moves.ts";
import { type ActsSetup, playActs } from "../kit/play_acts.ts";
import { DiskNode, LEASE_MS, LockNode, WORK_MS, WorkerNode } from "./lock_nodes.ts";

/** Whether the storage compares the tokens. */
export type Fence = "lock" | "fence";

export type Worker = "a" | "b";
export const WORKERS: readonly Worker[] = ["a", "b"];

/** Each of the two takes the lock, is paused, wakes; and ten seconds pass. */
export const ACTS = ["ta", "pa", "ua", "tb", "pb", "ub", "s"] as const;

/** A second after it took the lock, a worker is in the middle of its work. */
const HALF = `run ${WORK_MS / 2}ms`;

function setupOf(fence: Fence): ActsSetup {
  return {
    nodes: ["lock", "a", "b", "disk"],
    spawn: (context) =>
      (context.id === "lock"
        ? new LockNode(context)
        : context.id === "disk"
        ? new DiskNode(context, fence === "fence")
        : new WorkerNode(context)) as never,
    seed: 1,
    acts: { ...actsOf("a"), ...actsOf("b"), s: () => `run ${LEASE_MS}ms` },
  };
}

function actsOf(id: Worker): ActsSetup["acts"] {
  const isPaused = (world: World) => world.states[world.indexOf(id)].isPaused;
  return {
    [`t${id}`]: (world) => isPaused(world) ? "" : `command ${id} {}\n${HALF}`,
    [`p${id}`]: (world) => isPaused(world) ? "" : `pause ${id}`,
    // Whatever was due while it slept happens now: for the sleeper no time has passed.
    [`u${id}`]: (world) => isPaused(world) ? `resume ${id}\ntimeout ${id} work?\n${HALF}` : "",
  };
}

export interface LockScene {
  readonly fence: Fence;
  readonly nowMs: number;
  readonly lock: LockNode;
  readonly disk: DiskNode;
  readonly workers: Readonly<Record<Worker, WorkerNode & { readonly isPaused: boolean }>>;
  /** Whose lock it is now. */
  readonly holder: Worker | undefined;
  /** Writes that were carried out although one with a larger number had been. */
  readonly overwrites: number;
}

export function playLock(fence: Fence, acts: readonly string[]): LockScene {
  const { world } = playActs(setupOf(fence), acts);
  const lock = programOf<LockNode>(world, "lock")!;
  const disk = programOf<DiskNode>(world, "disk")!;
  const workerOf = (id: Worker) => {
    const { doing, token, heard } = programOf<WorkerNode>(world, id)!;
    const { isPaused } = world.states[world.indexOf(id)];
    return { doing, token, heard, isPaused } as WorkerNode & { isPaused: boolean };
  };
  return {
    fence,
    nowMs: world.nowMs,
    lock,
    disk,
    workers: { a: workerOf("a"), b: workerOf("b") },
    holder: world.nowMs < lock.expiresMs ? lock.holder as Worker : undefined,
    overwrites: overwritesIn(disk),
  };
}

function overwritesIn({ arrivals }: DiskNode): number {
  const stored = arrivals.filter(({ isStored }) => isStored);
  return stored.filter(({ token }, index) =>
    stored.slice(0, index).some((earlier) => earlier.token > token)
  ).length;
}

/** What has come of what the reader did last, and why. */
export function tellLock(scene: LockScene): string {
  const { disk, workers, holder, overwrites } = scene;
  const last = disk.arrivals.at(-1);
  const sleepers = WORKERS.filter((id) => workers[id].isPaused && workers[id].doing === "working");
  if (last !== undefined && !last.isStored) {
    return `The storage refused the write ${last.value}: it bears ${last.token}, and the storage has seen ${disk.largest}. The sleeper did no harm, and it has been told.`;
  }
  if (overwrites > 0 && last !== undefined && last.token < disk.largest) {
    return `The write ${last.value}, with token ${last.token}, landed on top of a newer one with ${disk.largest}. The lock was respected by everybody, and did not protect anything.`;
  }
  const [sleeper] = sleepers;
  if (sleeper !== undefined) return tellSleeper(scene, sleeper);
  const busy = WORKERS.find((id) => workers[id].doing === "working");
  if (busy !== undefined) {
    return `${busy.toUpperCase()} has the lock, with token ${
      workers[busy].token
    }, and is in the middle of its work. Pause it now.`;
  }
  if (last !== undefined) {
    return `The write ${last.value}, with token ${last.token}, is stored. Nothing larger came before it.`;
  }
  return holder === undefined
    ? "The lock is free. Let A take it, pause A in the middle of its work, and let time pass."
    : `${holder.toUpperCase()} has the lock.`;
}

function tellSleeper({ workers, holder, lock, nowMs, disk }: LockScene, sleeper: Worker): string {
  const name = sleeper.toUpperCase();
  const { token } = workers[sleeper];
  if (holder === sleeper) {
    const rest = Math.round((lock.expiresMs - nowMs) / 1000);
    return `${name} stands still, with the lock and token ${token} in its hands. The lock runs out in ${rest} seconds, and ${name} will not notice.`;
  }
  const other = sleeper === "a" ? "B" : "A";
  if (holder === undefined && disk.largest <= token!) {
    return `The lock of ${name} has run out while it slept. Let ${other} take it.`;
  }
  return disk.largest > token!
    ? `${other} has written, with token ${disk.largest}. ${name} still believes that it holds the lock. Wake it.`
    : `${other} has the lock now, with token ${lock.token}. ${name} still believes that it holds it.`;
}
