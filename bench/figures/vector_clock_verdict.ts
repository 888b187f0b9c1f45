import { openGrader } from "@/grading/grader.ts";
import { type Figure, median, timeMs } from "../figure.ts";

export const figure: Figure = {
  unit: "ms",
  target: { atMost: 2_000 },
  method:
    "From source to verdict for the solution of vector-clock: a cold child process, stripping " +
    "and instrumenting, all hidden checks. Median of 5.",
  async measure() {
    const root = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");
    const source = await Deno.readTextFile(`${root}/solutions/vector-clock/solution.ts`);
    const grader = await openGrader({ root });
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      times.push(await timeMs(() => grader.grade("vector-clock", source)));
    }
    await grader.close();
    return median(times);
  },
};
