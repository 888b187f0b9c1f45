/** Three lifelines and the causal path through them. */
export function Logo({ class: className = "" }: { class?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" class={`h-7 w-7 ${className}`}>
      <rect width="32" height="32" rx="7" class="fill-accent" />
      <g class="stroke-accent-ink" stroke-linecap="round" fill="none">
        <path d="M9 6v20M16 6v20M23 6v20" stroke-width="1.6" opacity=".45" />
        <path d="M9 10l7 6 7 6" stroke-width="2" />
      </g>
      <g class="fill-accent-ink">
        <circle cx="9" cy="10" r="2.7" />
        <circle cx="16" cy="16" r="2.7" />
        <circle cx="23" cy="22" r="2.7" />
      </g>
    </svg>
  );
}
