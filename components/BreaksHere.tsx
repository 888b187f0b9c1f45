/** Marks the step of a story at which the property breaks. */
export function BreaksHere() {
  return (
    <strong class="ml-2 whitespace-nowrap rounded bg-bad/10 px-1.5 py-0.5 text-[0.8125rem] font-semibold text-bad">
      here it breaks
    </strong>
  );
}
