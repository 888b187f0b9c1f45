const CIRCLE = "touch inline-flex h-9 w-9 items-center justify-center rounded-full hover:bg-sunken";

/** The way in, and once somebody is in, to their account. */
export function AccountLink({ name }: { name: string | undefined }) {
  if (name === undefined) {
    return (
      <a href="/account/sign-in" class={`${CIRCLE} text-muted hover:text-ink`}>
        <svg
          viewBox="0 0 20 20"
          aria-hidden="true"
          class="h-[1.25rem] w-[1.25rem] fill-none stroke-current"
          stroke-width="1.7"
          stroke-linecap="round"
        >
          <circle cx="10" cy="6.8" r="3.3" />
          <path d="M3.6 17.2c.7-3.4 3.2-5.1 6.4-5.1s5.7 1.7 6.4 5.1" />
        </svg>
        <span class="sr-only">Sign in</span>
      </a>
    );
  }
  return (
    <a href="/account" class={CIRCLE}>
      <span
        aria-hidden="true"
        class="inline-flex h-7 w-7 items-center justify-center rounded-full bg-accent text-[0.8125rem] font-semibold text-accent-ink"
      >
        {[...name][0].toUpperCase()}
      </span>
      <span class="sr-only">Your account, {name}</span>
    </a>
  );
}
