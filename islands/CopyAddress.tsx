import { useState } from "preact/hooks";

/** An address of this site that somebody is to be given, whole, with a button that copies it. */
export default function CopyAddress({ path }: { path: string }) {
  const [state, setState] = useState<"" | "Copied." | "Select it, and copy it.">("");
  // The server may not know under which name it is reached.
  const [origin, setOrigin] = useState("");
  const copy = async () => {
    const address = location.origin + path;
    setOrigin(location.origin);
    try {
      await navigator.clipboard.writeText(address);
      setState("Copied.");
    } catch {
      // No clipboard without a secure origin.
      setState("Select it, and copy it.");
    }
  };
  return (
    <span class="flex flex-wrap items-center gap-x-3 gap-y-1 text-[0.9375rem]">
      <span class="select-all break-all font-mono text-[0.8125rem]">{origin + path}</span>
      <button
        type="button"
        onClick={copy}
        class="min-h-[2.25rem] rounded-md border border-line px-2.5 text-sm font-semibold hover:border-muted"
      >
        Copy the link
      </button>
      <span role="status" class="text-sm text-muted">{state}</span>
    </span>
  );
}
