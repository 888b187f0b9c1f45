/** A server-sent event: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/** Longer than the longest verdict: a stream is anybody's. */
const LENGTH_MAX = 64 * 1024 * 1024;

/** The events of a stream, as they come. `onLife` is called whenever anything does. */
export async function* readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onLife: () => void = () => {},
): AsyncGenerator<ServerEvent> {
  let text = "";
  for await (const part of body.pipeThrough(new TextDecoderStream())) {
    onLife();
    text += part;
    if (text.length > LENGTH_MAX) throw new RangeError("The event is too long");
    const blocks = text.split("\n\n");
    text = blocks.pop()!;
    for (const block of blocks) yield readBlock(block);
  }
}

function readBlock(block: string): ServerEvent {
  const fieldsOf = (name: string) =>
    block.split("\n").filter((line) => line.startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).replace(/^ /, ""));
  return { event: fieldsOf("event")[0] ?? "message", data: fieldsOf("data").join("\n") };
}
