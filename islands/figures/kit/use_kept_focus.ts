import { useEffect, useRef } from "preact/hooks";

/** What can be pressed, in the order of the page. */
const CONTROLS = ":is(button, input, select):enabled";

interface Place {
  readonly element: HTMLElement;
  /** What it lies in, from the inside outwards: some of it stays when the element goes. */
  readonly around: readonly HTMLElement[];
}

/**
 * Keeps the keyboard's focus in a figure whose own change takes away what was pressed: a message
 * that is delivered has no button any more. The focus goes to the nearest control that is left, and
 * not back to the beginning of the page. Put all three on the figure's outermost element.
 */
export function useKeptFocus() {
  const ref = useRef<HTMLElement>(null);
  const last = useRef<Place | undefined>(undefined);
  useEffect(() => {
    if (last.current === undefined) return;
    const { element, around } = last.current;
    const isLost = !element.isConnected || element.matches(":disabled");
    const isFree = [element, document.body].includes(document.activeElement as HTMLElement);
    if (!isLost || !isFree) return;
    last.current = undefined;
    const left = around.filter((each) => each.isConnected);
    left.map((each) => each.querySelector<HTMLElement>(CONTROLS)).find((found) => found !== null)
      ?.focus();
  });
  return {
    ref,
    onFocusIn({ target }: { target: EventTarget | null }) {
      const element = target as HTMLElement;
      const around: HTMLElement[] = [];
      while (around.at(-1) !== ref.current) {
        around.push((around.at(-1) ?? element).parentElement!);
      }
      last.current = { element, around };
    },
    /** Who leaves by themselves leaves something behind that is still there. */
    onFocusOut({ target }: { target: EventTarget | null }) {
      const element = target as HTMLElement;
      setTimeout(() => {
        const isThere = element.isConnected && !element.matches(":disabled");
        if (isThere && last.current?.element === element && document.activeElement !== element) {
          last.current = undefined;
        }
      });
    },
  };
}
