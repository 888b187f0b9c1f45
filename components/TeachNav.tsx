import { isAtLeast, type Role } from "@/lib/roles.ts";
import { Button } from "./Button.tsx";

export interface Tab {
  readonly href: string;
  readonly label: string;
  /** The least role that may go there; a test compares it with the table of routes. */
  readonly least: Role;
}

export const TEACH_TABS: readonly Tab[] = [
  { href: "/teach", label: "Cohorts", least: "assistant" },
  { href: "/teach/submissions", label: "Submissions", least: "assistant" },
  { href: "/teach/regrade", label: "Regrade", least: "instructor" },
  { href: "/teach/similar", label: "Similar programs", least: "instructor" },
  { href: "/teach/audit", label: "Audit log", least: "instructor" },
  { href: "/teach/people", label: "People and roles", least: "owner" },
];

/** The ways through what somebody with a role sees of others. */
export function TeachNav({ here, role }: { here: string; role: Role }) {
  return (
    <div class="flex flex-wrap items-center justify-between gap-4">
      <Tabs label="For instructors" tabs={TEACH_TABS} here={here} role={role} />
      <form method="post" action="/account/sign-out">
        <Button kind="secondary">Leave</Button>
      </form>
    </div>
  );
}

/** Pages that lie side by side: those that the role may see. */
export function Tabs({ label, tabs, here, role }: {
  label: string;
  tabs: readonly Tab[];
  here: string;
  role: Role;
}) {
  return (
    <nav aria-label={label}>
      <ul class="flex flex-wrap gap-x-6 gap-y-2 text-[0.9375rem] font-medium">
        {tabs.filter(({ least }) => isAtLeast(role, least)).map((tab) => (
          <li key={tab.href}>
            <a
              href={tab.href}
              aria-current={tab.href === here ? "page" : undefined}
              class="inline-block border-b-2 border-transparent py-1 text-muted hover:text-ink [&[aria-current]]:border-accent [&[aria-current]]:text-ink"
            >
              {tab.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
