import { Refusal } from "@/grading/refusal.ts";

/** Shorter than any proxy's patience, and how the page sees that the connection lives. */
const HEARTBEAT_MS = 10_000;
/** After how long the browser connects again by itself. */
const RETRY_MS = 1_000;

/** More pages than anybody looks at, in all their browsers; each costs memory, and a question a second. */
export const STREAMS_MAX = 24;

/** How many streams whoever is named has open here. */
const open = new Map<string, number>();

export interface EventSender {
  send(event: string, data: unknown): void;
  /** Ends the stream: the browser connects again. */
  end(): void;
}

/**
 * An answer of server-sent events, with a sign of life now and then.
 *
 * @param follower whose streams are counted.
 * @param start begins to send, and returns what is called once the stream has ended.
 * @throws Refusal where the follower has too many open.
 */
export function eventStream(
  follower: string,
  start: (sender: EventSender) => () => void,
): Response {
  const release = take(follower);
  const encoder = new TextEncoder();
  let stop = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      let isOver = false;
      const write = (text: string) => {
        if (!isOver) controller.enqueue(encoder.encode(text));
      };
      const send = (event: string, data: unknown) =>
        write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      const heartbeat = setInterval(() => send("heartbeat", {}), HEARTBEAT_MS);
      let leave = () => {};
      stop = () => {
        isOver = true;
        clearInterval(heartbeat);
        release();
        leave();
      };
      const end = () => {
        if (isOver) return;
        stop();
        controller.close();
      };
      write(`retry: ${RETRY_MS}\n\n`);
      leave = start({ send, end });
      if (isOver) leave();
    },
    cancel: () => stop(),
  });
  return new Response(stream, {
    headers: {
      "Content-Type": "text/event-stream",
      // Compression and buffering would hold events back.
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
    },
  });
}

/** Counts one stream more, and returns what counts it off. */
function take(follower: string): () => void {
  const count = open.get(follower) ?? 0;
  if (count >= STREAMS_MAX) throw new Refusal(429, "too-many-streams", TOO_MANY, RETRY_SECONDS);
  open.set(follower, count + 1);
  return () => {
    const left = open.get(follower)! - 1;
    if (left > 0) open.set(follower, left);
    else open.delete(follower);
  };
}

const RETRY_SECONDS = 10;
const TOO_MANY = `You follow this on ${STREAMS_MAX} pages already: close some, or load them anew.`;
