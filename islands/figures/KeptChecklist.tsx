import { useEffect } from "preact/hooks";
import type { FigureAbout } from "@/lib/section.ts";
import {
  countDone,
  type Group,
  GROUPS,
  readDone,
  tellProgress,
  writeDone,
} from "./kept_checklist/items.ts";
import { Controls, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { usePermalink } from "./kit/use_permalink.ts";

export const about: FigureAbout = {
  title: "Your checklist",
  inWords:
    "The points of the list below, in four groups, each to be ticked and each with a link to the section behind it. The marks are kept in this browser, and every group counts its own, so that one sees which group has been avoided.",
};

const ID = "figure-kept-checklist";
const KEY = "truthlab:checklist";

/** The checklist, ticked and kept. */
export default function KeptChecklist() {
  const [done, change, href] = usePermalink<ReadonlySet<string>>({
    id: ID,
    initial: new Set(),
    write: writeDone,
    read: readDone,
  });
  useEffect(() => {
    // A link shows its own marks; without one the reader's are shown.
    if (location.hash.startsWith(`#${ID}=`)) return;
    const kept = readKept();
    if (kept.size > 0) change(kept);
  }, []);
  const set = (next: ReadonlySet<string>) => {
    keep(next);
    change(next);
  };
  const toggle = (key: string) => {
    const next = new Set(done);
    if (!next.delete(key)) next.add(key);
    set(next);
  };
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<p>{tellProgress(done)}</p>}
      caption="Your marks stay in this browser. The link holds a copy of them, for a colleague."
    >
      <div class="grid gap-x-8 gap-y-6 border-b border-line px-4 py-5 sm:grid-cols-2 sm:px-5">
        {GROUPS.map((group) => <GroupPart key={group.name} {...{ group, done, toggle }} />)}
      </div>
      <Status>{tellProgress(done)}</Status>
      <Controls label="All marks">
        <SmallButton disabled={done.size === 0} onClick={() => set(new Set())}>
          Clear all marks
        </SmallButton>
      </Controls>
    </FigureFrame>
  );
}

function GroupPart({ group, done, toggle }: {
  group: Group;
  done: ReadonlySet<string>;
  toggle: (key: string) => void;
}) {
  const count = countDone(group, done);
  const all = group.items.length;
  return (
    <fieldset>
      <legend class="flex w-full items-baseline justify-between gap-3 text-sm font-semibold">
        {group.name}
        <span class="font-normal tabular-nums text-muted">{count} of {all}</span>
      </legend>
      <svg
        viewBox={`0 0 ${all * 10} 3`}
        preserveAspectRatio="none"
        aria-hidden="true"
        class="mt-1.5 h-1.5 w-full"
      >
        <rect width={all * 10} height="3" class="fill-line" />
        <rect width={count * 10} height="3" class="fill-good" />
      </svg>
      <ul class="mt-2 space-y-1 text-[0.9375rem] leading-snug">
        {group.items.map(({ key, text, href }) => (
          <li key={key} class="flex items-start gap-2.5">
            <input
              type="checkbox"
              id={`${ID}-${key}`}
              checked={done.has(key)}
              onChange={() => toggle(key)}
              class="mt-1 h-[1.125rem] w-[1.125rem] shrink-0 accent-[rgb(var(--accent))]"
            />
            <span class="min-w-0 py-0.5">
              <label for={`${ID}-${key}`}>{text}</label>{" "}
              <a
                href={href}
                class="whitespace-nowrap text-sm text-accent underline underline-offset-2"
              >
                why<span class="sr-only">: {text}</span>
              </a>
            </span>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

/** What is kept in this browser; a browser may keep nothing. */
function readKept(): ReadonlySet<string> {
  try {
    return readDone(localStorage.getItem(KEY) ?? "") ?? new Set();
  } catch {
    return new Set();
  }
}

function keep(done: ReadonlySet<string>): void {
  try {
    localStorage.setItem(KEY, writeDone(done));
  } catch {
    // It cannot be kept: the marks stand until the page is left.
  }
}
