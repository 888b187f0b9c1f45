/** The one before, and the one after as the way to go. */
export function PathLinks({ label, before, next }: {
  label: string;
  before: { readonly href: string; readonly title: string } | undefined;
  next: { readonly href: string; readonly title: string; readonly note: string };
}) {
  return (
    <nav aria-label={label} class="mt-4 grid items-start gap-x-8 gap-y-4 sm:grid-cols-2">
      <a
        href={next.href}
        class="group rounded-xl border border-line bg-panel px-5 py-4 hover:border-accent sm:col-start-2 sm:row-start-1"
      >
        <span class="flex justify-between gap-4 text-sm text-muted">
          {next.note}
          <span aria-hidden="true" class="text-accent">→</span>
        </span>
        <span class="mt-0.5 block text-xl font-semibold tracking-tight group-hover:text-accent">
          {next.title}
        </span>
      </a>
      {before !== undefined && (
        <a href={before.href} class="group py-4 sm:col-start-1 sm:row-start-1">
          <span class="block text-sm text-muted">Before</span>
          <span class="mt-0.5 block text-lg font-medium tracking-tight text-muted group-hover:text-accent">
            {before.title}
          </span>
        </a>
      )}
    </nav>
  );
}
