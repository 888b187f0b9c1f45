import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type Network, watchNetwork } from "./offline/watch_network.ts";

/**
 * Has the course kept for days without a network, and says on such a day what works and what waits.
 * It stands at the page's end and stays in sight, so that nothing moves when it comes.
 */
export default function OfflineNotice() {
  const [network, setNetwork] = useState<Network>("there");
  useEffect(() => {
    keepTheCourse();
    return watchNetwork(setNetwork);
  }, []);
  return (
    <div role="status" class="sticky bottom-0 z-10">
      {network === "gone" && (
        <Line>
          <strong class="font-semibold">No network.</strong>{" "}
          The chapter, its figures and Run work. What you write is kept here and sent later;
          submitting waits, and kept pages do not show your attempts.
        </Line>
      )}
      {network === "back" && (
        <Line>
          <strong class="font-semibold">The network is back.</strong> This page is a kept copy.{" "}
          <a href="" class="font-medium text-accent underline underline-offset-4">Load it anew</a>
        </Line>
      )}
    </div>
  );
}

function Line({ children }: { children: ComponentChildren }) {
  return (
    <p class="at-the-foot border-t border-line bg-panel px-4 py-2.5 text-sm sm:px-8">
      <span class="mx-auto block max-w-[84rem]">{children}</span>
    </p>
  );
}

/** Once the page is done with its own loading; not where the reader pays by the byte. */
function keepTheCourse(): void {
  const { serviceWorker, connection } = navigator as Partial<Navigator> & {
    readonly connection?: { readonly saveData?: boolean };
  };
  if (serviceWorker === undefined || connection?.saveData === true) return;
  const register = () => {
    // A browser that refuses has its reasons: then the course needs the network.
    serviceWorker.register("/service-worker.js").catch(() => {});
  };
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}
