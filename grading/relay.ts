import type { News } from "@/db/news.ts";
import type { Live } from "./live.ts";

type Progress = Parameters<Live["report"]>[1];

/** What one process tells the others about the queue that they share. */
type Message =
  | { readonly kind: "queue" }
  | { readonly kind: "report"; readonly id: string; readonly progress: Progress }
  | { readonly kind: "forget"; readonly id: string };

/**
 * The part of `Live` that tells, which tells the other processes as well: a page that one of them
 * serves shows how far another one's grading has come.
 */
export function tellOthers(
  live: Pick<Live, "report" | "forget" | "changed">,
  news: Pick<News, "tell"> | undefined,
): Pick<Live, "report" | "forget" | "changed"> {
  if (news === undefined) return live;
  const tell = (message: Message) => news.tell(JSON.stringify(message));
  return {
    report(id, progress) {
      live.report(id, progress);
      tell({ kind: "report", id, progress });
    },
    forget(id) {
      live.forget(id);
      tell({ kind: "forget", id });
    },
    changed() {
      live.changed();
      tell({ kind: "queue" });
    },
  };
}

/** Does here what another process told; nothing stands for all that may have been missed. */
export function hearOthers(
  text: string | undefined,
  { live, wake }: {
    readonly live: Pick<Live, "report" | "forget" | "changed">;
    readonly wake: () => void;
  },
): void {
  const message: Message = text === undefined ? { kind: "queue" } : JSON.parse(text);
  if (message.kind === "report") return live.report(message.id, message.progress);
  if (message.kind === "forget") return live.forget(message.id);
  wake();
  live.changed();
}
