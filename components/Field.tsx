import type { ComponentChildren, InputHTMLAttributes, SelectHTMLAttributes } from "preact";

const BOX =
  "mt-1.5 block min-h-[2.5rem] w-full rounded-md border border-muted bg-panel px-3 text-[0.9375rem] [&[aria-invalid]]:border-2 [&[aria-invalid]]:border-bad";

/** A line of text, or whatever else an input takes, below its label; what is wrong with it below. */
export function TextField(
  { label, name, hint, error, ...rest }: InputHTMLAttributes<HTMLInputElement> & {
    label: string;
    name: string;
    /** What is asked for, in a few words. */
    hint?: string;
    error?: string;
  },
) {
  const [hintId, errorId] = [hint && `${name}-hint`, error && `${name}-error`];
  const describedBy = [errorId, hintId].filter(Boolean).join(" ") || undefined;
  return (
    <div class="min-w-0">
      <label class="block text-sm font-semibold">
        {label}
        <input
          {...rest}
          name={name}
          aria-invalid={error === undefined ? undefined : "true"}
          aria-describedby={describedBy}
          class={`${BOX} font-normal`}
        />
      </label>
      {error !== undefined && (
        <p id={errorId} role="alert" class="mt-1.5 text-[0.9375rem] font-medium text-bad">
          {error}
        </p>
      )}
      {hint !== undefined && <p id={hintId} class="mt-1.5 text-sm text-muted">{hint}</p>}
    </div>
  );
}

/** A choice among a few, below its label. */
export function SelectField({ label, name, children, ...rest }:
  & SelectHTMLAttributes<HTMLSelectElement>
  & { label: string; name: string; children: ComponentChildren }) {
  return (
    <label class="block min-w-0 text-sm font-semibold">
      {label}
      <select {...rest} name={name} class={`${BOX} font-normal`}>{children}</select>
    </label>
  );
}
