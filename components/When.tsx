const FORMAT = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** A moment, in the time that all servers share. */
export function When({ iso }: { iso: string }) {
  return (
    <time dateTime={iso} class="whitespace-nowrap tabular-nums">
      {FORMAT.format(new Date(iso))} UTC
    </time>
  );
}
