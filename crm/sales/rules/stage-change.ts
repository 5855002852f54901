/** Why an opportunity may not go to a stage; null when it may. */
export function stageRefusal(target: { active: boolean }): { code: 'stage_inactive'; field: string } | null {
  return target.active ? null : { code: 'stage_inactive', field: 'stage' }
}
