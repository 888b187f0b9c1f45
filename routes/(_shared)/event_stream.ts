/** Shorter than any proxy's patience, and how the page sees that the connection lives. */
const HEARTBEAT_MS = 10_000;
/** After how long the browser connects again by itself. */
const RETRY_MS = 1_000;

export interface EventSender {
  send(event: string, data: unknown): void;
  /** Ends the stream: the browser connects again. */
  end(): void;
}

/**
 * An answer of server-sent events, with a sign of life now and then.
 *
 * @param start begins to send, and returns what is called once the stream has ended.
 */
export function eventStream(start: (sender: EventSender) => () => void): Response {
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
