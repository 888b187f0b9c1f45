import { createApp } from "@/app.ts";
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
import { listSections } from "@/routes/(_shared)/sections.ts";
import {
  gradingOptions,
  orExplain,
  prepareDataDir,
  readSettings,
  refuseArguments,
  serve,
  writeLog,
} from "@/serve.ts";

await orExplain(async () => {
  refuseArguments(Deno.args);
  const settings = readSettings();
  const { dataDir, metricsToken } = settings;
  const metrics = createMetrics();
  const log = (line: Record<string, unknown>) => [metrics.count(line), writeLog(line)];
  await prepareDataDir(dataDir);
  const db = await openDatabase(dataDir, settings.databaseUrl);
  const limits = openLimits({ db, dataDir });
  const grading = await openGrading({ ...gradingOptions(settings), db, limits, log });
  const connection = openConnection(settings.trustsProxy);
  const sessions = await openSessions({ db, dataDir, isSecure: connection.isSecure });
  const newcomers = openNewcomers({ db, limits });
  const accounts = openAccounts(db, limits);
  const tokens = openAccessTokens(db, limits);
  const tickets = await openTickets({ db, dataDir, isSecure: connection.isSecure });
  const provider = settings.provider && openProvider(settings.provider);
  const passkeys = openPasskeys(db);
  const people = { connection, sessions, newcomers, accounts, passkeys, tickets, provider, tokens };
  const resetLinks = openResetLinks(db);
  const shares = openShares(db, limits);
  const services = { db, grading, shares, resetLinks, ...people, metrics, metricsToken, log };
  // Nobody's page waits for what all pages share.
  const [app] = await Promise.all([createApp(services).load(), listSections()]);
  await serve(app, { ...settings, grading });
  await db.destroy();
});
