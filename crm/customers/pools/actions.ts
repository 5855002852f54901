import { assignFromPool } from './assign.ts'
import { claimFromPool } from './claim.ts'
import { protectFromPool, releaseToPool } from './release.ts'

/** What is done with records of public pools. */
export const poolActions = [claimFromPool, assignFromPool, releaseToPool, protectFromPool]
