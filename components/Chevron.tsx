/** In the summary of a `group` of details: it points where a click leads. */
export function Chevron({ class: className = "" }: { class?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden="true"
      class={`h-4 w-4 group-open:rotate-180 ${className}`}
    >
      <path
        d="M5 7.5l5 5 5-5"
        fill="none"
        class="stroke-current"
        stroke-width="1.8"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
