import { useEffect } from "preact/hooks";
import { tellMoment } from "@/lib/tell_moment.ts";

/** Tells the moments that the server wrote into the page in the reader's own time zone. */
export default function LocalTimes() {
  useEffect(() => {
    for (const time of document.querySelectorAll<HTMLTimeElement>("time[data-moment]")) {
      const text = tellMoment(time.dateTime);
      // What an island has told already stays as it is.
      if (time.textContent !== text) time.textContent = text;
    }
  }, []);
  return null;
}
