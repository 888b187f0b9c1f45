import { openAccessTokens } from "@/auth/access_tokens.ts";
import { openAccounts } from "@/auth/accounts.ts";
import { openConnection } from "@/auth/connection.ts";
import { openLimits } from "@/auth/limits.ts";
import { openNewcomers } from "@/auth/newcomers.ts";
import { openPasskeys } from "@/auth/passkeys.ts";
import { openProvider } from "@/auth/provider.ts";
import { openResetLinks } from "@/auth/reset_links.ts";
import { openSessions } from "@/auth/sessions.ts";
import { openTickets } from "@/auth/tickets.ts";
import { openDatabase } from "@/db/open_database.ts";
import { openGrading } from "@/grading/open_grading.ts";
import { openShares } from "@/grading/shares.ts";
import { createMetrics } from "@/routes/(_shared)/metrics.ts";
import type { Services } from "@/routes/(_shared)/state.ts";
import { gradingOptions, prepareDataDir, type Settings, writeLog } from "@/serve.ts";

/** Opens what the site is made of: the database, grading with its workers, and who people are. */
export async function openServices(settings: Settings): Promise<Services> {
  const { dataDir, metricsToken } = settings;
  const metrics = createMetrics();
  const log = (line: Record<string, unknown>) => [metrics.count(line), writeLog(line)];
  await prepareDataDir(dataDir);
  const db = await openDatabase(dataDir, settings.databaseUrl);
  const limits = openLimits({ db, dataDir });
  const connection = openConnection(settings.trustsProxy, () => log(PROXY_IGNORED));
  const { isSecure } = connection;
  return {
    db,
    grading: await openGrading({ ...gradingOptions(settings), db, limits, log }),
    shares: openShares(db, limits),
    connection,
    sessions: await openSessions({ db, dataDir, isSecure }),
    newcomers: openNewcomers({ db, limits }),
    accounts: openAccounts(db, limits),
    passkeys: openPasskeys(db),
    provider: settings.provider && openProvider(settings.provider),
    tickets: await openTickets({ db, dataDir, isSecure }),
    resetLinks: openResetLinks(db),
    tokens: openAccessTokens(db, limits),
    metrics,
    metricsToken,
    log,
  };
}

/** Anybody can send such headers, so this is said once. */
const PROXY_IGNORED = {
  level: "warn",
  event: "proxy-ignored",
  reason: "A request came with X-Forwarded-For. Where a proxy is in front, set TRUST_PROXY=1: " +
    "without it all visitors share the proxy's address and its limits",
};
