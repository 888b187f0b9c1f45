import { tellMoment } from "@/lib/tell_moment.ts";

/** A moment. The server tells it in the time that all servers share, `LocalTimes` in the reader's. */
export function When({ iso }: { iso: string }) {
  return (
    <time dateTime={iso} data-moment class="whitespace-nowrap tabular-nums">
      {tellMoment(iso)}
    </time>
  );
}
