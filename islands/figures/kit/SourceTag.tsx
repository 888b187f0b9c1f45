const WORDS = {
  computed: { text: "computed", says: "Worked out by this figure" },
  illustrative: { text: "illustrative", says: "Made up, to show the idea" },
  yours: { text: "yours", says: "Set by you" },
};

/**
 * Where a number comes from, beside it. A key of `content/sources.yaml` leads to the section's list
 * of sources, which must have it: `deno task check` finds what leads nowhere.
 */
export function SourceTag({ source, label = "source" }: {
  source: keyof typeof WORDS | (string & Record<never, never>);
  /** For a key, what the link says: `etcd docs`. */
  label?: string;
}) {
  if (source in WORDS) {
    const { text, says } = WORDS[source as keyof typeof WORDS];
    return <small title={says} class="text-xs italic font-normal text-muted">{text}</small>;
  }
  return (
    <a
      href={`#source-${source}`}
      class="text-xs font-normal text-accent underline underline-offset-2"
    >
      {label}
    </a>
  );
}
