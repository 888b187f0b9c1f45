import type { Database } from "@/db/schema.ts";
import type { AccessTokens } from "@/auth/access_tokens.ts";
import type { Accounts } from "@/auth/accounts.ts";
import type { Connection } from "@/auth/connection.ts";
import type { Newcomers } from "@/auth/newcomers.ts";
import type { Passkeys } from "@/auth/passkeys.ts";
import type { Provider } from "@/auth/provider.ts";
import type { ResetLinks } from "@/auth/reset_links.ts";
import type { Learner, Sessions } from "@/auth/sessions.ts";
import type { Shares } from "@/grading/shares.ts";
import type { Tickets } from "@/auth/tickets.ts";
import type { Metrics } from "./metrics.ts";
import type { Grading } from "@/grading/open_grading.ts";

/** What the site is made of, opened once and handed to every request. */
export interface Services {
  readonly db: Database;
  readonly grading: Grading;
  readonly sessions: Sessions;
  readonly newcomers: Newcomers;
  readonly accounts: Accounts;
  readonly passkeys: Passkeys;
  readonly resetLinks: ResetLinks;
  readonly connection: Connection;
  readonly tickets: Tickets;
  /** Where people may sign in with an account that they have elsewhere, if anywhere. */
  readonly provider?: Provider;
  readonly tokens: AccessTokens;
  readonly shares: Shares;
  readonly metrics: Metrics;
  /** Opens them without a session, where one is set. */
  readonly metricsToken?: string;
  /** Takes one structured line a request. */
  readonly log: (line: Record<string, unknown>) => void;
}

/** What middlewares find out about a request for its handler and page: `ctx.state`. */
export interface State {
  services: Services;
  /** Names the request in the log and on error pages. */
  requestId: string;
  /** Who is signed in, has a learner's cookie or a token. Nobody has any before it is needed. */
  learner: Learner | undefined;
  /** Whose the browser's drafts may be, for `static/owner.js`: "" for nobody. Not known at first. */
  owner?: string;
  /** True for assistants, instructors and owners. */
  isStaff: boolean;
  /** True for instructors and owners. */
  isInstructor: boolean;
  /** The names of those in charge, for an instructor in a cohort that others are in charge of. */
  othersInCharge?: readonly string[];
  /** The reader's choice; undefined follows the system. */
  theme: Theme | undefined;
}

export type Theme = "light" | "dark";
