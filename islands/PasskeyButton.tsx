import { useEffect, useState } from "preact/hooks";
import { Button } from "@/components/Button.tsx";

/**
 * Signs in with a passkey, or adds one: to the account, or where there is none yet to a new one by
 * name and join code in the same form. Where the browser knows no passkeys there is nothing.
 */
export default function PasskeyButton({ purpose, label, to }: {
  purpose: "enter" | "add";
  label: string;
  /** Where to go when it is done. */
  to: string;
}) {
  const [isAble, setIsAble] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string>();
  useEffect(() => setIsAble(typeof PublicKeyCredential === "function"), []);
  const press = async (event: Event) => {
    const { form } = event.currentTarget as HTMLButtonElement;
    const fields = form === null ? {} : Object.fromEntries(new FormData(form));
    setIsBusy(true);
    setError(undefined);
    try {
      await run(purpose, fields);
      location.assign(to);
    } catch (failure) {
      setError(describe(failure));
      setIsBusy(false);
    }
  };
  if (!isAble) return null;
  return (
    <div>
      <Button type="button" kind="secondary" class="w-full" disabled={isBusy} onClick={press}>
        {label}
      </Button>
      {error !== undefined && (
        <p role="alert" class="mt-2 text-[0.9375rem] font-medium text-bad">{error}</p>
      )}
    </div>
  );
}

async function run(purpose: "enter" | "add", fields: Record<string, unknown>): Promise<void> {
  const { name, code } = fields;
  // Most visits need none of it.
  const { startAuthentication, startRegistration } = await import("@simplewebauthn/browser");
  const optionsJSON = await post("/api/passkeys/options", { purpose, name, code });
  if (purpose === "enter") {
    await post(
      "/api/passkeys/enter",
      await startAuthentication({ optionsJSON: optionsJSON as never }),
    );
  } else {
    await post("/api/passkeys", await startRegistration({ optionsJSON: optionsJSON as never }));
  }
}

/** What the server says against it is for the reader. */
class Refused extends Error {}

async function post(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Refused(answer.error.message);
  return answer;
}

function describe(failure: unknown): string {
  if (failure instanceof Refused) return failure.message;
  const { name } = failure as Error;
  if (name === "NotAllowedError" || name === "AbortError") {
    return "No passkey was chosen, or it took too long.";
  }
  if (name === "InvalidStateError") return "This device has a passkey of this account already.";
  return "The browser could not use a passkey here.";
}
