import type { Attempt } from "@/components/AttemptList.tsx";
import { readAttempt } from "./api_client.ts";
import type { Other } from "./Compare.tsx";
import type { ServerDraft } from "./draft_sync.ts";

const FORMAT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** All that one's own program can be compared with. */
export function listOthers({ starter, attempts, theirs }: {
  readonly starter: string;
  /** Newest first. */
  readonly attempts: readonly Attempt[];
  readonly theirs: ServerDraft | undefined;
}): readonly Other[] {
  const others: Other[] = attempts.map(({ id, createdAt, standing }, index) => ({
    key: id,
    label: `attempt ${attempts.length - index}, ${standing}, ${FORMAT.format(new Date(createdAt))}`,
    load: () => readAttempt(id),
  }));
  others.unshift({ key: "starter", label: "the starter", load: () => Promise.resolve(starter) });
  if (theirs !== undefined) {
    const load = () => Promise.resolve(theirs.source);
    others.unshift({ key: "theirs", label: "the draft from elsewhere", load });
  }
  return others;
}
