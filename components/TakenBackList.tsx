import { When } from "./When.tsx";

/** What staff took back of a learner's, who, when and why: nothing of theirs is gone in silence. */
export interface TakenBackListProps {
  /** Of what kind they are, as a title. */
  readonly title: string;
  readonly items: readonly {
    readonly name: string;
    readonly reason: string;
    readonly by: string | null;
    readonly at: string;
  }[];
}

export function TakenBackList({ title, items }: TakenBackListProps) {
  if (items.length === 0) return null;
  return (
    <section class="mt-12">
      <h2 class="text-2xl font-semibold tracking-tight">{title}</h2>
      <ul class="mt-3 border-t border-line">
        {items.map(({ name, reason, by, at }) => (
          <li key={at + name} class="border-b border-line py-3">
            <p class="break-words font-medium">{name}</p>
            <p class="break-words text-sm text-muted">
              By {by === null ? "the staff" : `${by}, of the staff`}, <When iso={at} />
            </p>
            <p class="mt-1 break-words font-serif italic">“{reason}”</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
