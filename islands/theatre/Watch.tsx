import type { ComponentType } from "preact";
import { useState } from "preact/hooks";
import { Button } from "@/components/Button.tsx";
import { KeepTest } from "./KeepTest.tsx";
import type { Shared } from "./share_link.ts";

type TheatreComponent = ComponentType<Shared>;

/** A button that opens the theatre, whose script is loaded only then. */
export function Watch(shared: Shared) {
  const [theatre, setTheatre] = useState<{ readonly Component: TheatreComponent }>();
  const [hasFailed, setFailed] = useState(false);
  if (theatre !== undefined) return <theatre.Component {...shared} />;
  const open = () =>
    import("../Theatre.tsx").then(
      (module) => setTheatre({ Component: module.default }),
      () => setFailed(true),
    );
  return (
    <>
      <div class="flex flex-wrap items-center gap-2">
        <Button type="button" kind="secondary" onClick={open}>Watch it step by step</Button>
        <KeepTest shared={shared} />
      </div>
      {hasFailed && (
        <p role="alert" class="mt-2 text-sm text-warn">
          The theatre could not be loaded. Look at your connection, and press again.
        </p>
      )}
    </>
  );
}
