import type { Pool } from 'pg'
import type { Clock } from '../../engine/index.ts'
import { remember } from './remembered.ts'
import { inWorkspace } from './workspace-transaction.ts'

/** Who must have a second factor: nobody, whoever holds one of these roles, or everyone. */
export type SignInPolicy = { secondFactor: 'optional' | 'roles' | 'everyone'; roles: readonly string[] }

/** Another server learns of a changed policy within this time; this one at once. */
const rememberedMilliseconds = 10_000

export function createSignInPolicy(pool: Pool, clock: Clock) {
  const known = remember<SignInPolicy & { workspaceId: string }>({ clock, milliseconds: rememberedMilliseconds, most: 10_000 })

  return {
    async of(workspaceId: string): Promise<SignInPolicy> {
      const remembered = known.get(workspaceId)
      if (remembered) return remembered
      const { rows } = await inWorkspace(pool, workspaceId, (client) =>
        client.query<{ second_factor: SignInPolicy['secondFactor']; second_factor_roles: string[] }>(
          'SELECT second_factor, second_factor_roles FROM sign_in_policy WHERE workspace_id = $1',
          [workspaceId],
        ),
      )
      const policy = { workspaceId, secondFactor: rows[0]?.second_factor ?? 'optional', roles: rows[0]?.second_factor_roles ?? [] }
      known.set(workspaceId, policy)
      return policy
    },

    async set(workspaceId: string, policy: SignInPolicy): Promise<void> {
      await inWorkspace(pool, workspaceId, (client) =>
        client.query(
          `INSERT INTO sign_in_policy (workspace_id, second_factor, second_factor_roles) VALUES ($1, $2, $3)
           ON CONFLICT (workspace_id) DO UPDATE SET second_factor = excluded.second_factor, second_factor_roles = excluded.second_factor_roles`,
          [workspaceId, policy.secondFactor, policy.roles],
        ),
      )
      known.forgetWhere((other) => other.workspaceId === workspaceId)
    },
  }
}

export function demandsSecondFactor(policy: SignInPolicy, roles: readonly { id: string }[]): boolean {
  return policy.secondFactor === 'everyone' || (policy.secondFactor === 'roles' && roles.some(({ id }) => policy.roles.includes(id)))
}
