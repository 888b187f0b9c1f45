import { decodeBase64Url, encodeBase64Url } from "hono/utils/encode";
import type { Database } from "@/db/schema.ts";
import { useTicket } from "@/db/used_tickets.ts";
import { newId } from "@/lib/new_id.ts";
import { openCookies } from "./cookies.ts";
import { openSigner } from "./signer.ts";

/**
 * What a browser brings back when a sign-in that began here comes to its end: signed, so that nobody
 * makes one up, and for a few minutes only. Its holder can read it. Any process of the site can take
 * what another has issued: they share the key, and which tickets were used is in the database.
 */
export interface Tickets {
  /** The Set-Cookie header of a ticket for one purpose. */
  issue(request: Request, purpose: string, fields: TicketFields): Promise<string>;
  /** What was issued to this browser for that purpose, unless it is too old. */
  read(request: Request, purpose: string): Promise<TicketFields | undefined>;
  /** The same, for the first who asks and nobody after: it is used then. */
  redeem(request: Request, purpose: string): Promise<TicketFields | undefined>;
  /** The Set-Cookie header that takes it away again. */
  void(request: Request, purpose: string): string;
}

export type TicketFields = Readonly<Record<string, string>>;

/** As it is signed. */
interface Ticket {
  readonly id: string;
  readonly purpose: string;
  readonly untilMs: number;
  readonly fields: TicketFields;
}

const SECONDS = 10 * 60;

export async function openTickets({ db, dataDir, isSecure, now = Date.now }: {
  readonly db: Database;
  readonly dataDir: string;
  readonly isSecure: (request: Request) => boolean;
  readonly now?: () => number;
}): Promise<Tickets> {
  const signer = await openSigner(dataDir);
  const cookies = openCookies(isSecure);
  const find = async (request: Request, purpose: string) => {
    const signed = cookies.read(request, purpose);
    const text = signed === undefined ? undefined : await signer.verify(signed);
    if (text === undefined) return undefined;
    // Other things are signed with the same key: those are no tickets.
    const ticket = readTicket(text);
    return ticket?.purpose === purpose && ticket.untilMs > now() ? ticket : undefined;
  };
  return {
    async issue(request, purpose, fields) {
      const ticket: Ticket = { id: newId(), purpose, untilMs: now() + SECONDS * 1000, fields };
      // By its bytes: names are written in all letters that there are.
      const text = encodeBase64Url(new TextEncoder().encode(JSON.stringify(ticket)).buffer);
      return cookies.give(request, purpose, { value: await signer.sign(text), maxAge: SECONDS });
    },
    read: async (request, purpose) => (await find(request, purpose))?.fields,
    async redeem(request, purpose) {
      const ticket = await find(request, purpose);
      if (ticket === undefined) return undefined;
      const { id, untilMs, fields } = ticket;
      return await useTicket(db, { id, until_ms: untilMs }, now()) ? fields : undefined;
    },
    void: (request, purpose) => cookies.take(request, purpose),
  };
}

function readTicket(text: string): Ticket | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(decodeBase64Url(text)));
  } catch {
    return undefined;
  }
}
