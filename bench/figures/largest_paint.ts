import type { Figure } from "../figure.ts";

export const figure: Figure = {
  unit: "ms",
  target: { atMost: 1_000 },
  method:
    "The largest paint of a section of the chapter in Chromium at 1280 by 800, with a cold cache " +
    "and the site on the same machine: the median of three loads, of the slowest section.",
  async measure() {
    // A process of its own: the browser's driver needs more permissions than benches have.
    const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--cached-only",
        "--allow-read",
        "--allow-write",
        "--allow-env",
        "--allow-run",
        "--allow-net=127.0.0.1",
        "--allow-sys",
        "bench/largest_paint.ts",
      ],
      stdin: "null",
    }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
    if (!success) throw new Error(text(stderr));
    const paints = JSON.parse(text(stdout)) as Record<string, number>;
    return Math.max(...Object.values(paints));
  },
};
