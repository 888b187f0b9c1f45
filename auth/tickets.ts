import { parse, serialize } from "hono/utils/cookie";
import { openSigner } from "./signer.ts";

/**
 * What a browser brings back when a sign-in that began here comes to its end: signed, so that nobody
 * makes one up, and for a few minutes only. Its holder can read it.
 */
export interface Tickets {
  /** The Set-Cookie header of a ticket for one purpose. */
  issue(request: Request, purpose: string, fields: TicketFields): Promise<string>;
  /** What was issued to this browser for that purpose, unless it is too old. */
  read(request: Request, purpose: string): Promise<TicketFields | undefined>;
  /** The Set-Cookie header that takes it away again. */
  void(request: Request, purpose: string): string;
}

export type TicketFields = Readonly<Record<string, string>>;

const SECONDS = 10 * 60;

export async function openTickets(
  dataDir: string,
  isSecure: (request: Request) => boolean,
  now: () => number = Date.now,
): Promise<Tickets> {
  const signer = await openSigner(dataDir);
  const cookie = (request: Request, name: string, value: string, maxAge: number) => {
    const secure = isSecure(request);
    return serialize(name, value, {
      path: "/",
      httpOnly: true,
      sameSite: "Lax",
      secure,
      maxAge,
    });
  };
  return {
    async issue(request, purpose, fields) {
      const text = JSON.stringify({ purpose, untilMs: now() + SECONDS * 1000, fields });
      return cookie(request, purpose, await signer.sign(btoa(text)), SECONDS);
    },
    async read(request, purpose) {
      const signed = parse(request.headers.get("cookie") ?? "", purpose)[purpose];
      const text = signed === undefined ? undefined : await signer.verify(signed);
      if (text === undefined) return undefined;
      // Other things are signed with the same key: those are no tickets.
      const ticket = readTicket(text);
      return ticket?.purpose === purpose && ticket.untilMs > now() ? ticket.fields : undefined;
    },
    void: (request, purpose) => cookie(request, purpose, "", 0),
  };
}

function readTicket(
  text: string,
): { purpose: string; untilMs: number; fields: TicketFields } | undefined {
  try {
    return JSON.parse(atob(text));
  } catch {
    return undefined;
  }
}
