/**
 * Measures one file's figure, with `exercise SLUG` those of an exercise, or with `load [N]` those of a
 * site under load, in a process of its own, and prints them as JSON: see `tools/bench.ts`.
 */
import { exerciseFigures } from "@/bench/exercise_figures.ts";
import type { Figure } from "@/bench/figure.ts";
import { loadFigures, loadOnPostgresFigures, longLoadFigures } from "@/bench/load_figures.ts";

/** A figure's file is named after it. */
async function readFigure(file: string): Promise<[string, Figure]> {
  const { figure } = await import(`@/bench/figures/${file}`) as { figure: Figure };
  return [file.replace(/\.ts$/, "").replaceAll("_", "-"), figure];
}

const [file, slug] = Deno.args;
const figures = file === "postgres-load"
  ? await loadOnPostgresFigures()
  : file === "load"
  ? await (slug === undefined ? loadFigures() : longLoadFigures(Number(slug)))
  : file === "exercise"
  ? await exerciseFigures(slug)
  : [await readFigure(file)];
const measured = [];
for (const [name, { unit, target = null, method, measure }] of figures) {
  measured.push({ name, value: await measure(), unit, target, method });
}
console.log(JSON.stringify(measured));
