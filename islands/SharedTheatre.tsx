import { useEffect, useErrorBoundary, useState } from "preact/hooks";
import { ButtonLink } from "@/components/Button.tsx";
import Theatre from "./Theatre.tsx";
import { decodeShared, type Shared } from "./theatre/share_link.ts";

type Found = Shared | "nothing" | "broken" | undefined;

/**
 * A counterexample that somebody shares: the content of a short link, or what the link itself
 * carries, which the server never sees.
 */
export default function SharedTheatre({ content }: { content?: string }) {
  const [found, setFound] = useState<Found>();
  // A link is anybody's text: what has the right shape may still make no sense.
  const [error] = useErrorBoundary();
  useEffect(() => {
    const read = async () =>
      setFound(
        content === undefined && location.hash.length < 2
          ? "nothing"
          : await decodeShared(content ?? location.hash) ?? "broken",
      );
    read();
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  if (found === undefined) return <p class="text-muted">Reading the link needs JavaScript.</p>;
  if (found === "nothing") return <Notice>{NOTHING}</Notice>;
  if (found === "broken" || error !== undefined) return <Notice>{BROKEN}</Notice>;
  return (
    <>
      <h2 class="text-2xl font-semibold tracking-tight">{found.promise}</h2>
      <p class="mb-8 mt-3 max-w-[70ch] whitespace-pre-line break-words font-serif text-lg leading-snug">
        {found.message}
      </p>
      <Theatre key={found} {...found} />
    </>
  );
}

const NOTHING = "Here opens what somebody shared: a run of a program, step by step. To make such " +
  "a link, watch a failed check of yours step by step and press “Copy a link”.";
const BROKEN = "This link is not whole, or was made by another version of this site. Ask for it " +
  "again, and take care that all of it is copied.";

function Notice({ children }: { children: string }) {
  return (
    <>
      <p class="max-w-[60ch] font-serif text-xl leading-relaxed text-muted">{children}</p>
      <ButtonLink href="/exercises" kind="secondary" class="mt-6">To the exercises</ButtonLink>
    </>
  );
}
