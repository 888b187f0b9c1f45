import { useEffect, useState } from "preact/hooks";

/** Everything that the site keeps in a browser has a name that begins so. */
const PREFIX = "truthlab:";

/** Removes what this browser keeps of its reader, and says so. */
export default function ForgetBrowser() {
  const [hasForgotten, setForgotten] = useState(false);
  useEffect(() => {
    try {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(PREFIX)) localStorage.removeItem(key);
      }
    } catch {
      // A browser that lets nothing be looked at has kept nothing.
    }
    setForgotten(true);
  }, []);
  return (
    <p role="status" class="mt-4 max-w-[55ch] font-serif text-xl leading-relaxed">
      {hasForgotten && "This browser has forgotten your drafts, marks and answers as well."}
    </p>
  );
}
