/** Index of the event with a step, the last one where there is none. */
export function rowOfStep(events: readonly { readonly step: number }[], step: number): number {
  const row = events.findIndex((event) => event.step === step);
  return row < 0 ? events.length - 1 : row;
}
