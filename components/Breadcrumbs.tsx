/** The way up from this page. */
export function Breadcrumbs({ trail }: { trail: readonly { href: string; label: string }[] }) {
  return (
    <nav aria-label="Breadcrumb" class="text-sm text-muted">
      <ol class="flex flex-wrap items-center gap-2">
        {trail.map(({ href, label }, index) => (
          <li key={href} class="flex items-center gap-2">
            {index > 0 && <span aria-hidden="true">/</span>}
            <a
              href={href}
              aria-current={false}
              class="touch underline-offset-4 hover:text-ink hover:underline"
            >
              {label}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
