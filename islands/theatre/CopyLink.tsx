import { useState } from "preact/hooks";
import { encodeShared, type Shared } from "./share_link.ts";

/** Puts a link into the clipboard that holds the whole counterexample, for anyone. */
export function CopyLink({ shared }: { shared: Shared }) {
  const [said, setSaid] = useState("");
  const copy = async () => {
    const link = `${location.origin}/theatre#${await encodeShared(shared)}`;
    try {
      await navigator.clipboard.writeText(link);
      setSaid("Copied.");
    } catch {
      // No clipboard without a secure origin: the link is in the address bar of the page it opens.
      open(link, "_blank", "noopener");
    }
  };
  return (
    <>
      <button
        type="button"
        onClick={copy}
        title="The link holds the run, not your program"
        class="min-h-[2.25rem] rounded-md px-2.5 text-sm font-semibold hover:bg-sunken"
      >
        Copy a link
      </button>
      <span role="status" class="text-sm text-muted">{said}</span>
    </>
  );
}
