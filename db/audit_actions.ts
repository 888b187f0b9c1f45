/**
 * Every action that changes a grade, a role, a cohort or somebody's way in, or takes grades out of
 * the site, in the words of the audit log. Whoever adds an action adds its line here; a test demands that each route
 * that changes something records one of them.
 */
export const AUDIT_ACTIONS = {
  "account.create": "Made an account",
  "account.delete": "Deleted an account",
  "account.export": "Exported a learner's record",
  "role.change": "Changed a role",
  "reset.make": "Made a reset link",
  "reset.revoke": "Took back a reset link",
  "reset.use": "Came back by a reset link",
  "share.revoke": "Took back a learner's shared link",
  "token.make": "Made an access token",
  "token.revoke": "Revoked an access token",
  "cohort.create": "Created a cohort",
  "cohort.change": "Changed a cohort",
  "cohort.archive": "Archived a cohort",
  "cohort.unarchive": "Took a cohort out of the archive",
  "cohort.code": "Made a new join code",
  "cohort.instructor": "Changed who is in charge of a cohort",
  "cohort.exercise": "Changed an exercise of a cohort",
  "cohort.import": "Imported a cohort",
  "cohort.export": "Exported a cohort",
  "roster.import": "Imported a roster",
  "roster.export": "Exported a roster",
  "member.add": "Added a member",
  "member.remove": "Removed a member",
  "grade.override": "Set a grade by hand",
  "grade.withdraw": "Withdrew a grade set by hand",
  "grade.export": "Exported grades",
  "comment.add": "Commented on a submission",
  "comment.remove": "Removed a comment",
  "audit.export": "Exported the audit log",
  "regrade.try": "Began a trial regrade",
  "regrade.cancel": "Cancelled a regrade",
  "regrade.resume": "Went on with a regrade",
  "regrade.apply": "Applied a regrade",
  "verdict.change": "Changed a verdict by a regrade",
} as const;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

export function isAuditAction(text: string): text is AuditAction {
  return Object.hasOwn(AUDIT_ACTIONS, text);
}
