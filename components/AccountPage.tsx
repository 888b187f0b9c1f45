import type { ComponentChildren } from "preact";
import { ButtonLink } from "./Button.tsx";

/** A page on which one signs in, signs up or chooses a password: one column, and one thing to do. */
export function AccountPage({ title, lead, children }: {
  title: string;
  lead?: string;
  children: ComponentChildren;
}) {
  return (
    <div class="mx-auto max-w-md px-4 py-14 sm:px-8 sm:py-20">
      <h1 class="text-4xl font-semibold tracking-[-0.03em]">{title}</h1>
      {lead !== undefined && (
        <p class="mt-4 font-serif text-lg leading-relaxed text-muted">{lead}</p>
      )}
      <div class="mt-8">{children}</div>
    </div>
  );
}

/** To another site, at which one has an account already. */
export function ProviderLink({ name, query }: { name: string; query: string }) {
  return (
    <div class="mt-5">
      <p aria-hidden="true" class="mb-5 text-center text-sm text-muted">or</p>
      <ButtonLink href={`/account/provider${query}`} kind="secondary" class="w-full">
        Sign in with {name}
      </ButtonLink>
    </div>
  );
}

/** The other ways, below the first. */
export function Otherwise({ children }: { children: ComponentChildren }) {
  return (
    <div class="mt-10 space-y-3 border-t border-line pt-6 text-[0.9375rem] text-muted">
      {children}
    </div>
  );
}
