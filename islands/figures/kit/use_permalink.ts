import { useEffect, useState } from "preact/hooks";

export interface PermalinkOptions<State> {
  /** The id of the figure's frame. */
  readonly id: string;
  readonly initial: State;
  /** The state as letters, digits and `-._~!$&'()*+,;=:@/?`: what a fragment may hold. */
  readonly write: (state: State) => string;
  /** Reads it back; undefined for what no state writes, since anybody can edit an address. */
  readonly read: (text: string) => State | undefined;
}

/**
 * A figure's state, kept in the address as `#figure-name=state`, so that a link shows the same.
 * Returns the state, how to change it, and the address of what is shown now.
 *
 * The server and the first rendering show `initial`; a state in the address comes right after.
 */
export function usePermalink<State>(options: PermalinkOptions<State>) {
  const { id, initial, write, read } = options;
  const [state, setState] = useState(initial);
  useEffect(() => {
    const fromAddress = () => {
      const linked = stateIn(location.hash, { id, read });
      if (linked === undefined) return;
      setState(() => linked);
      document.getElementById(id)?.scrollIntoView();
    };
    fromAddress();
    addEventListener("hashchange", fromAddress);
    return () => removeEventListener("hashchange", fromAddress);
  }, []);
  const change = (next: State) => {
    setState(() => next);
    history.replaceState(null, "", fragmentOf(id, write(next)));
  };
  return [state, change, fragmentOf(id, write(state))] as const;
}

export function fragmentOf(id: string, text: string): string {
  return `#${id}=${text}`;
}

/** The state of the figure in a fragment; undefined where it speaks of something else. */
export function stateIn<State>(
  fragment: string,
  { id, read }: Pick<PermalinkOptions<State>, "id" | "read">,
): State | undefined {
  const start = `#${id}=`;
  if (!fragment.startsWith(start)) return undefined;
  try {
    return read(decodeURIComponent(fragment.slice(start.length)));
  } catch {
    // Not even a fragment: a lonely percent sign.
    return undefined;
  }
}
