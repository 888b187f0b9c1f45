import type { News } from "@/db/news.ts";
import type { Live } from "./live.ts";
import type { Watch } from "./watch.ts";

type Progress = Parameters<Live["report"]>[1];

/** The part of `Live` that is told what happens. */
type Teller = Pick<Live, "report" | "forget" | "changed">;

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
  live: Teller,
  news: Pick<News, "tell"> | undefined,
): Teller {
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

/** Says to those who watch as well that the queue has changed, or that something was graded. */
export function tellWatch(live: Teller, watch: Pick<Watch, "changed">): Teller {
  return {
    report: (id, progress) => live.report(id, progress),
    forget: (id) => [live.forget(id), watch.changed()],
    changed: () => [live.changed(), watch.changed()],
  };
}

/** Does here what another process told; nothing stands for all that may have been missed. */
export function hearOthers(
  text: string | undefined,
  { live, wake }: {
    readonly live: Teller;
    readonly wake: () => void;
  },
): void {
  const message: Message = text === undefined ? { kind: "queue" } : JSON.parse(text);
  if (message.kind === "report") return live.report(message.id, message.progress);
  if (message.kind === "forget") return live.forget(message.id);
  wake();
  live.changed();
}
