import { useState } from "preact/hooks";
import { encodeShared, type Shared } from "./share_link.ts";

/** Longer links are a wall of letters in a chat, and mail cuts them. */
const LINK_LENGTH_MAX = 1_000;

/**
 * Puts a link to a counterexample into the clipboard, for anyone: one that holds all of it, or where
 * that would be long, a short one, which the server then keeps until it is taken back.
 */
export function CopyLink({ shared }: { shared: Shared }) {
  const [copied, setCopied] = useState<"whole" | "short">();
  const copy = async () => {
    const { link, isShort } = await makeLink(shared);
    try {
      await navigator.clipboard.writeText(link);
      setCopied(isShort ? "short" : "whole");
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
      <span role="status" class="text-sm text-muted">
        {copied !== undefined && "Copied."}
        {copied === "short" && (
          <>
            {" "}
            <a href="/account/links" class="underline underline-offset-4 hover:text-ink">
              Take it back
            </a>
          </>
        )}
      </span>
    </>
  );
}

async function makeLink(shared: Shared): Promise<{ link: string; isShort: boolean }> {
  const encoded = await encodeShared(shared);
  const whole = `${location.origin}/theatre#${encoded}`;
  if (whole.length <= LINK_LENGTH_MAX) return { link: whole, isShort: false };
  const short = await shorten(encoded);
  return short === undefined
    ? { link: whole, isShort: false }
    : { link: location.origin + short, isShort: true };
}

/** A short address; undefined where the server cannot be asked, or refuses: the long one does. */
async function shorten(encoded: string): Promise<string | undefined> {
  try {
    const response = await fetch("/api/shares", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ shared: encoded }),
    });
    return response.ok ? (await response.json() as { url: string }).url : undefined;
  } catch {
    return undefined;
  }
}
