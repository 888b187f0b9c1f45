import { Button } from "./Button.tsx";

const PLACES = [
  { href: "/teach", label: "Cohorts" },
  { href: "/teach/submissions", label: "Submissions" },
  { href: "/teach/regrade", label: "Regrade" },
  { href: "/teach/similar", label: "Similar programs" },
  { href: "/teach/audit", label: "Audit log" },
];

/** The ways through what instructors see. */
export function TeachNav({ here }: { here: string }) {
  return (
    <div class="flex flex-wrap items-center justify-between gap-4">
      <Tabs label="For instructors" tabs={PLACES} here={here} />
      <form method="post" action="/account/sign-out">
        <Button kind="secondary">Leave</Button>
      </form>
    </div>
  );
}

/** Pages that lie side by side. */
export function Tabs({ label, tabs, here }: {
  label: string;
  tabs: readonly { readonly href: string; readonly label: string }[];
  here: string;
}) {
  return (
    <nav aria-label={label}>
      <ul class="flex flex-wrap gap-x-6 gap-y-2 text-[0.9375rem] font-medium">
        {tabs.map((tab) => (
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
