import { comparePrograms } from "@/grading/similarity/compare_programs.ts";
import { type Figure, timeMs } from "../figure.ts";

const PROGRAMS = 300;
const SLUG = "raft-replication";

export const figure: Figure = {
  unit: "ms",
  target: { atMost: 5_000 },
  method:
    `All pairs of ${PROGRAMS} programs for ${SLUG} (its wrong ones, each with some lines of ` +
    "its own), none of them read before.",
  async measure() {
    const folder = `solutions/${SLUG}/wrong`;
    const files = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    const sources = files.map((name) => Deno.readTextFileSync(`${folder}/${name}`));
    const programs = Array.from({ length: PROGRAMS }, (_, index) => ({
      id: `bench ${index}`,
      source: `${sources[index % sources.length]}\n${"export class Own {}\n".repeat(index % 40)}`,
    }));
    const starter = Deno.readTextFileSync(`exercises/${SLUG}/starter.ts`);
    return await timeMs(() => comparePrograms(programs, [starter]));
  },
};
