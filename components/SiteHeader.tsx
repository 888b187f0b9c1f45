import type { ComponentChildren } from "preact";
import { AccountLink } from "./AccountLink.tsx";
import { Logo } from "./Logo.tsx";
import { ThemeSwitch } from "./ThemeSwitch.tsx";

const LINK =
  "touch shrink-0 border-b-2 border-transparent py-1 text-muted hover:text-ink [&[aria-current]]:border-accent [&[aria-current]]:text-ink";

/** @param search the way to the search, which is an island. */
export function SiteHeader({ account, isStaff, path, search }: {
  /** The name of who is signed in. */
  account: string | undefined;
  isStaff: boolean;
  path: string;
  search: ComponentChildren;
}) {
  return (
    <header class="sticky top-0 z-20 border-b border-line bg-paper">
      <div class="mx-auto flex h-14 max-w-[84rem] items-center gap-1.5 px-3 sm:gap-4 sm:px-8 md:gap-8">
        <a
          href="/"
          class="touch flex shrink-0 items-center gap-2.5 text-[1.0625rem] font-semibold tracking-tight"
        >
          <Logo />
          <span class="hidden sm:inline">Truthlab</span>
          <span class="sr-only sm:hidden">Truthlab, home</span>
        </a>
        {/* Where it does not fit it can be pushed sideways. */}
        <nav
          aria-label="Main"
          class="no-scrollbar flex min-w-0 items-center gap-2.5 overflow-x-auto p-1 text-sm font-medium sm:gap-3.5 sm:text-[0.9375rem] md:gap-5"
        >
          <a href="/chapter" class={LINK}>Chapter</a>
          <a href="/exercises" class={LINK}>Exercises</a>
          {/* On a narrow screen staff need the room, and find it in their account. */}
          <a href="/progress" class={`${LINK} ${isStaff ? "hidden sm:block" : ""}`}>Progress</a>
          {isStaff && <a href="/teach" class={LINK}>Teach</a>}
        </nav>
        <div class="ml-auto flex shrink-0 items-center md:gap-3">
          {search}
          <ThemeSwitch path={path} />
          <AccountLink name={account} />
        </div>
      </div>
    </header>
  );
}
