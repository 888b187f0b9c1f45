/**
 * Side effect, before lockdown: takes away what SES leaves and no deterministic program may have.
 */

// SES reads its options from `process.env`, which needs a permission in Deno.
Object.defineProperty(globalThis, "process", {
  value: undefined,
  configurable: true,
  writable: true,
});
// It hands out promises, and with them code that would run after the meter was switched off.
delete (Array as { fromAsync?: unknown }).fromAsync;
// Memory that grows without a call that could be charged.
for (const name of ["resize", "transfer", "transferToFixedLength"]) {
  delete (ArrayBuffer.prototype as unknown as Record<string, unknown>)[name];
}
