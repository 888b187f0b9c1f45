import type { ButtonHTMLAttributes, ComponentChildren } from "preact";
import { SourceTag } from "./SourceTag.tsx";
import { useLive } from "./use_is_live.ts";

const SHAPE =
  "touch inline-flex min-h-[2.25rem] items-center justify-center gap-1.5 rounded-md border px-2.5 text-sm font-medium disabled:opacity-50";

/** How a small control looks. */
export const CONTROL = `${SHAPE} border-line bg-panel text-ink hover:border-muted`;

/** How one looks that is on. */
const CONTROL_ON = `${SHAPE} border-accent bg-accent text-accent-ink`;

/** A row of controls, or several: it wraps. All in it is disabled until somebody listens. */
export function Controls({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <fieldset
      disabled={!useLive()}
      aria-label={label}
      class="flex min-w-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2.5 last:border-b-0 sm:px-5"
    >
      {children}
    </fieldset>
  );
}

/**
 * Does something. Its text says what; add what it is done to with a `sr-only` span. Where its own
 * press is what disables it, the keyboard's focus must not fall out of the figure: so it says that it
 * is disabled, and stays.
 */
export function SmallButton(
  { disabled = false, onClick, ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & {
    disabled?: boolean;
  },
) {
  const isLive = useLive();
  return (
    <button
      type="button"
      {...rest}
      disabled={!isLive}
      aria-disabled={disabled}
      onClick={disabled ? undefined : onClick}
      class={disabled ? `${CONTROL} opacity-50` : CONTROL}
    />
  );
}

/** Is on or off. */
export function Toggle({ isOn, onChange, disabled, children }: {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  disabled?: boolean;
  children: ComponentChildren;
}) {
  const isLive = useLive();
  return (
    <button
      type="button"
      aria-pressed={isOn}
      disabled={disabled || !isLive}
      onClick={() => onChange(!isOn)}
      class={isOn ? CONTROL_ON : CONTROL}
    >
      {children}
    </button>
  );
}

/** One of a few: all of them are in sight. */
export function Choice<Value extends string>({ label, options, value, onChange }: {
  label: string;
  options: readonly { readonly value: Value; readonly text: string }[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  return (
    <span role="group" aria-label={label} class="flex flex-wrap items-center gap-2">
      <span aria-hidden="true" class="text-sm text-muted">{label}</span>
      {options.map((option) => (
        <Toggle
          key={option.value}
          isOn={option.value === value}
          onChange={() => onChange(option.value)}
        >
          {option.text}
        </Toggle>
      ))}
    </span>
  );
}

/** A number that the reader sets. `text` says it with its unit; the tag says it is the reader's. */
export function Slider({ label, value, min, max, step = 1, text, onChange }: {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  text: string;
  onChange: (value: number) => void;
}) {
  const isLive = useLive();
  return (
    <label class="grid min-w-[14rem] flex-1 gap-1 text-sm">
      <span class="flex items-baseline justify-between gap-3">
        <span class="text-muted">{label}</span>
        <span class="whitespace-nowrap font-medium tabular-nums">
          {text} <SourceTag source="yours" />
        </span>
      </span>
      <input
        type="range"
        disabled={!isLive}
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={text}
        onInput={(event) => onChange(Number(event.currentTarget.value))}
        class="h-6 w-full accent-[rgb(var(--accent))]"
      />
    </label>
  );
}

/**
 * Says what has just happened, to those who see and those who listen. While a figure plays by
 * itself it is not read out: there would be no end of it.
 */
export function Status({ isQuiet = false, children }: {
  isQuiet?: boolean;
  children: ComponentChildren;
}) {
  return (
    <p
      role="status"
      aria-live={isQuiet ? "off" : "polite"}
      class="min-h-[4.5em] border-b border-line px-4 py-3 text-[0.9375rem] leading-snug last:border-b-0 sm:min-h-[3.6em] sm:px-5"
    >
      {children}
    </p>
  );
}
