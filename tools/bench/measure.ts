/** Measures one figure in a process of its own, and prints it as JSON: see `tools/bench.ts`. */
import type { Figure } from "@/bench/figure.ts";

const { figure } = await import(`@/bench/figures/${Deno.args[0]}`) as { figure: Figure };
const { unit, target = null, method } = figure;
const value = await figure.measure();
console.log(JSON.stringify({ value, unit, target, method }));
