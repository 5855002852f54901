/** The words for each action, scope and level in the catalogue of this folder. */
export const actionNames = {
  read: 'actionRead',
  create: 'actionCreate',
  update: 'actionUpdate',
  delete: 'actionDelete',
  export: 'actionExport',
  import: 'actionImport',
  massUpdate: 'actionMassUpdate',
  share: 'actionShare',
  privacy: 'actionPrivacy',
} as const
export const scopeNames = { own: 'scopeOwn', team: 'scopeTeam', teamAndBelow: 'scopeTeamAndBelow', all: 'scopeAll' } as const
export const scopeWords = { own: 'wordsOwn', team: 'wordsTeam', teamAndBelow: 'wordsTeamAndBelow', all: 'wordsAll' } as const
export const levelNames = { see: 'levelSee', read: 'levelRead', unmask: 'levelUnmask', mask: 'levelMask', hide: 'levelHide' } as const
