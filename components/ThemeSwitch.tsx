const BUTTON =
  "h-9 w-9 items-center justify-center rounded-full text-muted hover:bg-sunken hover:text-ink";

/** A form, so that it works without JavaScript too; `static/theme.js` spares the reload. */
export function ThemeSwitch({ path }: { path: string }) {
  return (
    <form method="post" action="/theme" data-theme-form>
      <input type="hidden" name="from" value={path} />
      <button
        type="submit"
        name="theme"
        value="dark"
        aria-label="Dark colours"
        class={`to-dark inline-flex ${BUTTON}`}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true" class="h-[1.125rem] w-[1.125rem] fill-current">
          <path d="M8.2 2.3a7.9 7.9 0 1 0 9.5 9.5A6.6 6.6 0 0 1 8.2 2.3z" />
        </svg>
      </button>
      <button
        type="submit"
        name="theme"
        value="light"
        aria-label="Light colours"
        class={`to-light inline-flex ${BUTTON}`}
      >
        <svg
          viewBox="0 0 20 20"
          aria-hidden="true"
          class="h-[1.125rem] w-[1.125rem] stroke-current"
        >
          <circle cx="10" cy="10" r="3.6" class="fill-current" />
          <path
            d="M10 1.5v2.4M10 16.1v2.4M1.5 10h2.4M16.1 10h2.4M4 4l1.7 1.7M14.3 14.3 16 16M16 4l-1.7 1.7M5.7 14.3 4 16"
            stroke-width="1.7"
            stroke-linecap="round"
          />
        </svg>
      </button>
    </form>
  );
}
