import { useEffect, useState } from "preact/hooks";
import { TextField } from "@/components/Field.tsx";

/** What follows # in a link: see `openResetLinks`. The page's own anchors are no codes. */
const CODE = /^#([\w-]{32})$/;

/**
 * The code of a reset link. It comes behind the # of the address, which no browser sends: neither
 * our log nor a proxy's, no trace and no Referer ever has it. Without scripts one pastes it.
 */
export default function ResetCode({ error }: { error?: string }) {
  const [code, setCode] = useState("");
  useEffect(() => {
    const take = () => {
      const [, found] = location.hash.match(CODE) ?? [];
      if (found === undefined) return;
      setCode(found);
      // Nobody reads it over a shoulder, or bookmarks it.
      history.replaceState(null, "", location.pathname);
    };
    take();
    addEventListener("hashchange", take);
    return () => removeEventListener("hashchange", take);
  }, []);
  return (
    <TextField
      label="Code"
      name="code"
      required
      autocomplete="off"
      spellcheck={false}
      value={code}
      onInput={({ currentTarget }) => setCode(currentTarget.value)}
      hint="What follows # in the link. Who opens the link finds it filled in."
      error={error}
    />
  );
}
