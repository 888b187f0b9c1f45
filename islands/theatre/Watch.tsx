import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "@/components/Button.tsx";
import { KeepTest } from "./KeepTest.tsx";
import type { TheatreProps } from "../Theatre.tsx";

type TheatreComponent = ComponentType<TheatreProps>;

/** A button that opens the theatre, whose script is loaded only then. */
export function Watch(props: TheatreProps) {
  const [theatre, setTheatre] = useState<{ readonly Component: TheatreComponent }>();
  const [hasFailed, setFailed] = useState(false);
  const { promise, message, counterexample } = props;
  const stage = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button is gone, and the focus goes on where it was.
    if (theatre !== undefined) stage.current?.querySelector("section")?.focus();
  }, [theatre]);
  if (theatre !== undefined) {
    return (
      <div ref={stage}>
        <theatre.Component {...props} />
      </div>
    );
  }
  const open = () =>
    import("../Theatre.tsx").then(
      (module) => setTheatre({ Component: module.default }),
      () => setFailed(true),
    );
  return (
    <>
      <div class="flex flex-wrap items-center gap-2">
        <Button type="button" kind="secondary" onClick={open}>Watch it step by step</Button>
        <KeepTest shared={{ promise, message, counterexample }} />
      </div>
      {hasFailed && (
        <p role="alert" class="mt-2 text-sm text-warn">
          The theatre could not be loaded. Look at your connection, and press again.
        </p>
      )}
    </>
  );
}
