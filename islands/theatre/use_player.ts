import { asset } from "fresh/runtime";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { PlayOrder } from "@/engine/play_case.ts";
import { type ClientPlayEnding, RunClient } from "../run/run_client.ts";
import { ApiError, playAgain } from "../workspace/api_client.ts";

/** Plays cases with a program, never in the page itself. */
export interface Player {
  /** Whether there is a program to play with: the server has the submission's own. */
  canPlay(source: string): boolean;
  play(source: string, order: PlayOrder): Promise<ClientPlayEnding>;
}

/**
 * In a worker where the check is public. What the server found for a submission the server plays,
 * where the hidden plan is.
 */
export function usePlayer(slug: string, submission: string | undefined): Player {
  const client = useMemo(
    () => new RunClient(() => new Worker(asset(`/run/${slug}.js`), { type: "module" })),
    [slug],
  );
  useEffect(() => () => client.close(), [client]);
  const last = useRef<Promise<unknown>>(Promise.resolve());
  // One after the other: a worker that is asked anew stops what it was asked before.
  const inTurn = (play: () => Promise<ClientPlayEnding>) => {
    const next = last.current.then(play);
    last.current = next;
    return next;
  };
  return {
    canPlay: (source) => source !== "" || submission !== undefined,
    play: (source, order) =>
      inTurn(() =>
        submission === undefined ? client.play(source, order) : askServer(submission, source, order)
      ),
  };
}

async function askServer(
  submission: string,
  source: string,
  { claim, ...rest }: PlayOrder,
): Promise<ClientPlayEnding> {
  const { check, schedule } = claim;
  try {
    const own = source === "" ? {} : { source };
    return await playAgain(submission, { check, schedule, ...own, ...rest });
  } catch (error) {
    return { kind: "our fault", reason: error instanceof ApiError ? error.message : String(error) };
  }
}
