/** What somebody may do here, from least to most. */
export const ROLES = ["learner", "assistant", "instructor", "owner"] as const;

export type Role = typeof ROLES[number];

/** True where a role may do all that another may. */
export function isAtLeast(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}
