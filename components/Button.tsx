import type { ButtonHTMLAttributes, ComponentChildren } from "preact";

const BASE =
  "touch inline-flex min-h-[2.5rem] items-center justify-center gap-2 rounded-md px-4 text-[0.9375rem] font-semibold disabled:opacity-50";
const KINDS = {
  primary: "bg-accent text-accent-ink hover:bg-accent/90",
  /** Takes away what nothing brings back. */
  danger: "border border-bad bg-panel text-bad hover:bg-bad/10",
  secondary: "border border-line bg-panel text-ink hover:border-muted",
};

/** A button of a form, or of an island. */
export function Button(
  { kind = "primary", class: className = "", ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & {
    kind?: keyof typeof KINDS;
    class?: string;
  },
) {
  return <button type="submit" {...rest} class={`${BASE} ${KINDS[kind]} ${className}`} />;
}

/** A link that leads on: it looks like a button. */
export function ButtonLink({ href, kind = "primary", class: className = "", children }: {
  href: string;
  kind?: keyof typeof KINDS;
  class?: string;
  children: ComponentChildren;
}) {
  return <a href={href} class={`${BASE} ${KINDS[kind]} ${className}`}>{children}</a>;
}
