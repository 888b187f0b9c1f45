import type { Role } from "@/lib/roles.ts";
import { recordAudit } from "./audit.ts";
import type { Database } from "./schema.ts";
import { deleteSessionsOf } from "./sessions.ts";
import { transact } from "./transact.ts";

/** Somebody with an account, as owners see them. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly email: string | null;
  readonly account_since: string | null;
}

/** Accounts whose name or e-mail address has some text in it: those with most power first. */
export async function listAccounts(
  db: Database,
  { text, limit }: { readonly text: string; readonly limit: number },
): Promise<Account[]> {
  const pattern = `%${text.trim().toLowerCase()}%`;
  return await db.selectFrom("learners")
    .leftJoin("passwords", "passwords.learner_id", "learners.id")
    .where("learners.account_since", "is not", null)
    .$if(text.trim() !== "", (query) =>
      query.where((each) =>
        each.or([
          each(each.fn<string>("lower", ["learners.name"]), "like", pattern),
          each("passwords.email", "like", pattern),
        ])
      ))
    .orderBy((each) =>
      each.case("learners.role")
        .when("owner").then(0).when("instructor").then(1).when("assistant").then(2).else(3).end()
    )
    .orderBy("learners.name")
    .orderBy("learners.id")
    .limit(limit)
    .select(["learners.id", "learners.name", "learners.role", "learners.account_since"])
    .select("passwords.email")
    .execute();
}

/** Why a role was not changed. */
export type RoleRefusal = "no way in" | "last owner" | "unknown";

/**
 * Gives somebody a role, and ends their sessions: the new role begins when they sign in again. So
 * who cannot sign in again gets none, and there is always an owner.
 */
export async function changeRole(
  db: Database,
  { learnerId, role, actorId }: {
    readonly learnerId: string;
    readonly role: Role;
    readonly actorId: string;
  },
): Promise<RoleRefusal | undefined> {
  return await transact(db, async (transaction) => {
    const known = await transaction.selectFrom("learners").where("id", "=", learnerId)
      .select(["role", "account_since"]).executeTakeFirst();
    if (known === undefined || known.account_since === null) return "unknown";
    if (known.role === role) return undefined;
    if (known.role === "owner" && await countOwners(transaction) === 1) return "last owner";
    if (role !== "learner" && !await canSignIn(transaction, learnerId)) return "no way in";
    await transaction.updateTable("learners").set({ role }).where("id", "=", learnerId).execute();
    await deleteSessionsOf(transaction, learnerId);
    const detail = { from: known.role, to: role };
    await recordAudit(transaction, { actorId, action: "role.change", subject: learnerId, detail });
    return undefined;
  });
}

async function countOwners(db: Database): Promise<number> {
  const { count } = await db.selectFrom("learners").where("role", "=", "owner")
    .select((each) => each.fn.countAll().as("count")).executeTakeFirstOrThrow();
  return Number(count);
}

/** True for who has a password, a passkey or an account elsewhere to come back with. */
async function canSignIn(db: Database, learnerId: string): Promise<boolean> {
  for (const table of ["passwords", "passkeys", "identities"] as const) {
    const found = await db.selectFrom(table).where("learner_id", "=", learnerId)
      .select("learner_id").limit(1).executeTakeFirst();
    if (found !== undefined) return true;
  }
  return false;
}
