/** Between two places: upright where they lie one below the other, on narrow screens. */
export function Cable({ isCut }: { isCut: boolean }) {
  const line = isCut ? "bg-bad/40" : "bg-good";
  return (
    <div class="flex flex-col items-center justify-center sm:flex-row">
      <span class={`h-4 w-0.5 sm:h-0.5 sm:w-auto sm:flex-1 ${line}`} />
      <span
        class={`m-1 whitespace-nowrap rounded-full border px-2 py-0.5 text-xs font-medium ${
          isCut ? "border-bad text-bad" : "border-good text-good"
        }`}
      >
        {isCut ? "✗ cut" : "✓ whole"}
      </span>
      <span class={`h-4 w-0.5 sm:h-0.5 sm:w-auto sm:flex-1 ${line}`} />
    </div>
  );
}
