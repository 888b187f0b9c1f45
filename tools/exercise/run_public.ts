/**
 * The process in which a learner's program meets the public checks: no permissions but to read this
 * project. `run_public.ts SLUG` takes the program from standard input and writes what the browser's
 * worker would say, a line of JSON each.
 */
import "@/sandbox/inner/lockdown.ts";
import type { RunAnswer } from "@/islands/run/protocol.ts";
import { serve, type WorkerScope } from "@/islands/run/serve.ts";

const [slug] = Deno.args;
const encoder = new TextEncoder();
const scope: WorkerScope = { onmessage: null, postMessage: write };

function write(answer: RunAnswer): void {
  const bytes = encoder.encode(`${JSON.stringify(answer)}\n`);
  for (let done = 0; done < bytes.length;) done += Deno.stdout.writeSync(bytes.subarray(done));
}

const source = await new Response(Deno.stdin.readable).text();
const { suite } = await import(`@/exercises/${slug}/examples.ts`);
serve(suite, scope);
scope.onmessage!({ data: { kind: "run", id: 1, source } } as MessageEvent);
