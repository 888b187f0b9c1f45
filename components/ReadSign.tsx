/** A section that was read. */
export function ReadSign() {
  return (
    <svg viewBox="0 0 20 20" role="img" aria-label="Read" class="h-4 w-4 text-good">
      <path
        d="M3.5 10.5l4.5 4.5 8.5-10"
        fill="none"
        class="stroke-current"
        stroke-width="2.4"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
