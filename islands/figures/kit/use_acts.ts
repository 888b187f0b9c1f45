import { usePermalink } from "./use_permalink.ts";

export interface ActsOptions<Setting extends string> {
  /** The id of the figure's frame. */
  readonly id: string;
  /** All the settings that there are, such as the rules that the nodes may follow. */
  readonly settings: readonly Setting[];
  /** All that a reader can do. */
  readonly acts: readonly string[];
  /** What is shown first, as `writeActs` writes it. */
  readonly initial: string;
}

/** What the reader has done, and the setting in which it is looked at. */
export interface ActsState<Setting> {
  readonly setting: Setting;
  readonly acts: readonly string[];
}

/** Enough for every lesson, and for an address that can be sent. */
export const ACTS_MAX = 400;

/**
 * The list of what the reader has done, kept in the address. Another setting keeps it: the same
 * events are looked at under another rule.
 */
export function useActs<Setting extends string>(options: ActsOptions<Setting>) {
  const { id, settings, acts: known } = options;
  const read = (text: string) => readActs(text, { settings, acts: known });
  const initial = read(options.initial)!;
  const [state, show, href] = usePermalink<ActsState<Setting>>({
    id,
    initial,
    read,
    write: writeActs,
  });
  const { setting, acts } = state;
  return {
    setting,
    acts,
    href,
    canAct: acts.length < ACTS_MAX,
    act: (act: string) => show({ setting, acts: [...acts, act].slice(0, ACTS_MAX) }),
    choose: (next: Setting) => show({ ...state, setting: next }),
    /** Begins anew, with what is written as `writeActs` writes it. */
    load: (text: string) => show(read(text)!),
    canUndo: acts.length > 0,
    undo: () => show({ setting, acts: acts.slice(0, -1) }),
    reset: () => show({ setting, acts: initial.acts }),
  };
}

/** `ask~c.a.3t`: the setting, then the acts, the same ones in a row with their number. */
export function writeActs({ setting, acts }: ActsState<string>): string {
  const words: string[] = [];
  for (let from = 0; from < acts.length;) {
    let to = from;
    while (acts[to] === acts[from]) to++;
    words.push(`${to - from > 1 ? to - from : ""}${acts[from]}`);
    from = to;
  }
  return `${setting}~${words.join(".")}`;
}

/** Reads what `writeActs` wrote; undefined for anything else, and for more than `ACTS_MAX`. */
export function readActs<Setting extends string>(
  text: string,
  known: Pick<ActsOptions<Setting>, "settings" | "acts">,
): ActsState<Setting> | undefined {
  const [settingText, written, ...rest] = text.split("~");
  const setting = known.settings.find((each) => each === settingText);
  if (setting === undefined || written === undefined || rest.length > 0) return undefined;
  const acts: string[] = [];
  for (const word of written === "" ? [] : written.split(".")) {
    const [, count, act] = /^([1-9]\d{0,2})?([a-z][a-z0-9]*)$/.exec(word) ?? [];
    if (act === undefined || !known.acts.includes(act)) return undefined;
    for (let time = 0; time < Number(count ?? 1); time++) acts.push(act);
  }
  return acts.length <= ACTS_MAX ? { setting, acts } : undefined;
}
