import { useEffect, useRef, useState } from "preact/hooks";
import { keepRead, loadProgress } from "./chapter/progress.ts";

/**
 * The end of a section: who comes here has read it, and can say otherwise. Who followed a small
 * number to its source below has come here as well, and is asked.
 */
export default function ReadMark({ slug }: { slug: string }) {
  const [isRead, setIsRead] = useState<boolean>();
  const mark = useRef<HTMLParagraphElement>(null);
  const set = (next: boolean) => {
    keepRead(slug, next);
    setIsRead(next);
  };
  useEffect(() => {
    const kept = loadProgress().read[slug];
    if (kept !== undefined) {
      setIsRead(kept);
      return;
    }
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      if (location.hash.startsWith("#source")) return setIsRead(false);
      observer.disconnect();
      set(true);
    });
    observer.observe(mark.current!);
    return () => observer.disconnect();
  }, []);
  return (
    <p ref={mark} class="flex min-h-[1.5rem] flex-wrap items-baseline gap-x-3 text-sm text-muted">
      {isRead !== undefined && (
        <>
          <span>{isRead ? "Marked as read." : "Not marked as read."}</span>
          <button
            type="button"
            onClick={() => set(!isRead)}
            class="underline underline-offset-4 hover:text-ink"
          >
            {isRead ? "Not yet" : "I have read it"}
          </button>
        </>
      )}
    </p>
  );
}
