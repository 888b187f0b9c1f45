/**
 * The globals that a program finds, the same in every home: what an engine offers beyond them
 * (Temporal, Float16Array, Promise, ...) differs from one to the next, or leads out of the run.
 */
export const KNOWN_GLOBALS: ReadonlySet<string> = new Set(
  ("globalThis undefined NaN Infinity isFinite isNaN parseFloat parseInt decodeURI " +
    "decodeURIComponent encodeURI encodeURIComponent Array ArrayBuffer BigInt BigInt64Array " +
    "BigUint64Array Boolean DataView Error AggregateError EvalError RangeError ReferenceError " +
    "SyntaxError TypeError URIError Int8Array Int16Array Int32Array Uint8Array " +
    "Uint8ClampedArray Uint16Array Uint32Array Iterator JSON Map Math Number Object Reflect " +
    "RegExp Set String Symbol WeakMap WeakSet console structuredClone").split(" "),
);

const HINTS: Readonly<Record<string, string>> = {
  "Math.random": "use the context's random(), which a replay can repeat",
  Date: "use the context's now(), the node's own clock",
  performance: "use the context's now(), the node's own clock",
  setTimeout: "use the context's setTimer() and onTimer()",
  setInterval: "use the context's setTimer() and onTimer()",
  Promise: "handlers run to their end at once",
  require: "nothing can be imported, and nothing needs to be",
  module: "write `export` before what your file gives",
  exports: "write `export` before what your file gives",
  crypto: "use the context's random(), which a replay can repeat",
};

/** Names that other programs know, so that their absence here is worth a word. */
const ABSENT = new Set([
  ...Object.keys(HINTS),
  ...("process Deno window self document fetch Buffer Intl Proxy Function " +
    "Temporal WeakRef FinalizationRegistry SharedArrayBuffer Atomics queueMicrotask setImmediate " +
    "clearTimeout clearInterval Float32Array Float64Array Float16Array WebAssembly Worker " +
    "localStorage").split(" "),
]);

/** What to say when a program uses a name that means nothing here. */
export function describeUnknown(name: string): string {
  if (!ABSENT.has(name)) return `${name} is not defined`;
  const hint = HINTS[name];
  return hint === undefined
    ? `${name} is not available here`
    : `${name} is not available here: ${hint}`;
}
