import { type Denial, PASSWORD_LENGTH_MIN } from "@/auth/accounts.ts";
import { TextField } from "@/components/Field.tsx";

interface FieldProps {
  readonly denial: Denial | undefined;
  readonly label?: string;
  readonly required?: boolean;
}

/** The e-mail address by which somebody signs in from now on. */
export function EmailField({ denial, hint = "", value, required = true }: FieldProps & {
  /** What else there is to say of it. */
  readonly hint?: string;
  readonly value: string;
}) {
  return (
    <TextField
      label="E-mail address"
      name="email"
      type="email"
      required={required}
      autocomplete="username"
      value={value}
      hint={`${hint} Nothing is ever sent there.`.trim()}
      error={errorOf(denial, "email")}
    />
  );
}

/** The password that they choose. */
export function NewPasswordField(
  { denial, label = "New password", required = true }: FieldProps,
) {
  return (
    <TextField
      label={label}
      name="password"
      type="password"
      required={required}
      autocomplete="new-password"
      hint={`${PASSWORD_LENGTH_MIN} characters or more: a few words make a good one.`}
      error={errorOf(denial, "password")}
    />
  );
}

/** What is wrong with a field of a form. */
export function errorOf(
  denial: Denial | undefined,
  field: Denial["field"],
): string | undefined {
  return denial?.field === field ? denial?.denial : undefined;
}
