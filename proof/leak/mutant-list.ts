/** A fault as somebody might make it: `from` stands in the file and is replaced by `to`. */
export type Mutant = { readonly name: string; readonly file: string; readonly from: string; readonly to: string }

/** The reader with everybody's rights: what a forgotten condition comes to. */
const asAdministrator = '{ ...reader, principal: { ...reader.principal, administrator: true } }'

export const mutants: readonly Mutant[] = [
  {
    name: 'lists forget the scope',
    file: 'engine/query/list.ts',
    from: `visibleRows(reader, query, 't') ?? raw('false'), plannedForItsValues`,
    to: `visibleRows(${asAdministrator}, query, 't') ?? raw('false'), plannedForItsValues`,
  },
  {
    name: 'jumps forget the scope',
    file: 'engine/query/skip.ts',
    from: `visibleRows(reader, query, 't') ?? raw('false'), plannedForItsValues`,
    to: `visibleRows(${asAdministrator}, query, 't') ?? raw('false'), plannedForItsValues`,
  },
  {
    name: 'totals forget the scope',
    file: 'engine/query/aggregate.ts',
    from: `measured(reader, query.object, key) }))\n  const rows = visibleRows(reader, query, 't')`,
    to: `measured(reader, query.object, key) }))\n  const rows = visibleRows(${asAdministrator}, query, 't')`,
  },
  {
    name: 'counts forget the scope',
    file: 'engine/query/aggregate.ts',
    from: `const rows = visibleRows(reader, query, 't')\n  if (!rows) return { count: 0`,
    to: `const rows = visibleRows(${asAdministrator}, query, 't')\n  if (!rows) return { count: 0`,
  },
  {
    name: 'boards forget the scope',
    file: 'engine/query/board.ts',
    from: `const rows = visibleRows(reader, query, 't') ?? raw('false')`,
    to: `const rows = visibleRows(${asAdministrator}, query, 't') ?? raw('false')`,
  },
  {
    name: 'single records forget the scope',
    file: 'engine/query/get.ts',
    from: `accessPredicate(reader, query.object, 'read', 'p') ?? raw('false')`,
    to: `accessPredicate(${asAdministrator}, query.object, 'read', 'p') ?? raw('false')`,
  },
  {
    name: 'included references forget the scope',
    file: 'engine/query/projection.ts',
    from: `accessPredicate(reader, to, 'read', 'i')`,
    to: `accessPredicate(${asAdministrator}, to, 'read', 'i')`,
  },
  {
    name: 'related records forget the scope',
    file: 'engine/query/related.ts',
    from: `(accessPredicate(reader, object, 'read', 't') ?? raw('false'))`,
    to: `raw('true')`,
  },
  {
    name: 'the timeline shows entries of records out of reach',
    file: 'engine/query/timeline.ts',
    from: `  conditions.push(readableLink(reader, timelineObjects(reader), { object: raw('e.ref_object'), id: raw('e.ref_id') }))\n`,
    to: '',
  },
  { name: 'the rhythm counts records out of reach', file: 'engine/query/timeline.ts', from: `'changed') AND \${seen}`, to: `'changed')` },
  {
    name: 'search forgets the scope',
    file: 'engine/search/find.ts',
    from: `const scope = scopeFor(reader.principal, definition.key, 'read')`,
    to: `const scope = scopeFor(reader.principal, definition.key, 'read') && 'all'`,
  },
  {
    name: 'search finds by the words of masked fields',
    file: 'engine/search/find.ts',
    from: `isOpenly(levelFor(reader.principal, field.readClass))`,
    to: `levelFor(reader.principal, field.readClass) !== 'hide'`,
  },
  { name: 'live updates tell everybody', file: 'server/live/connection.ts', from: `return this.#watched.has(id)`, to: `return id !== ''` },
  { name: 'files hold what may be seen but not taken out', file: 'engine/export/rows.ts', from: `and([seen, mayTake])`, to: `seen` },
  {
    name: 'masked fields are shown in the open',
    file: 'engine/query/projection.ts',
    from: `jsonValue(alias, key, seen.field, seen.masked, title)`,
    to: `jsonValue(alias, key, seen.field, false, title)`,
  },
  {
    name: 'hidden fields are shown',
    file: 'engine/query/reader.ts',
    from: `if (level !== 'hide') visible.set`,
    to: `if (level) visible.set`,
  },
  {
    name: 'history tells masked fields',
    file: 'engine/query/history.ts',
    from: `.filter(([, seen]) => !seen.masked)`,
    to: `.filter(([, seen]) => seen !== undefined)`,
  },
  {
    name: 'filters through references look at records out of reach',
    file: 'engine/query/filter.ts',
    from: `.deleted_at IS NULL\`, seen, fits])`,
    to: `.deleted_at IS NULL\`, fits])`,
  },
  {
    name: 'filters count related records out of reach',
    file: 'engine/query/filter.ts',
    from: `.deleted_at IS NULL\`,\n    seen,\n  ]`,
    to: `.deleted_at IS NULL\`,\n  ]`,
  },
  {
    name: 'what is open to a team is open to everybody',
    file: 'engine/access/predicate.ts',
    from: `const ways = [sql\`\${column} = \${open.everyone}\`]`,
    to: `const ways = [sql\`\${column} <> 'personal'\`]`,
  },
  {
    name: 'changes ask for no scope',
    file: 'engine/write/current.ts',
    from: `accessPredicate(reader, definition.key, asked, 't')`,
    to: `accessPredicate(${asAdministrator}, definition.key, asked, 't')`,
  },
  { name: 'shares go on after their end', file: 'engine/access/shares.ts', from: `s.until > \${`, to: `s.until <> \${` },
  {
    name: 'a share with one is a share with everybody',
    file: 'engine/access/shares.ts',
    from: `sql\`s.shared_with_id = ANY (\${param(sharedTo, 'uuid[]')})\`,`,
    to: '',
  },
  {
    name: 'shares reach the departments below unasked',
    file: 'engine/access/shares.ts',
    from: `sql\`(s.below OR NOT s.shared_with_id = ANY (\${param(sharedBelow, 'uuid[]')}))\`,`,
    to: '',
  },
  {
    name: 'a team reaches all that points at its record',
    file: 'engine/access/shares.ts',
    from: `const level = action === 'update' ? raw(\`= 'edit'\`) : raw('IS NOT NULL')`,
    to: `const level = action === 'update' ? raw(\`= 'edit'\`) : raw('IS NOT DISTINCT FROM NULL')`,
  },
  { name: 'a share to see is a share to edit', file: 'engine/access/shares.ts', from: `raw(\`s.level = 'edit'\`)`, to: `raw('true')` },
  {
    name: 'one shares what one may not see',
    file: 'engine/access/predicate.ts',
    from: `and(scope === 'all' ? [seen, edited] : [seen, edited, ownedBy(reader, alias, scope)])`,
    to: `raw('true')`,
  },
  {
    name: 'everybody belongs to the departments that somebody works for besides',
    file: 'engine/access/load-principal.ts',
    from: `l.field = 'departments' AND l.record_id = \${me}`,
    to: `l.field = 'departments'`,
  },
  {
    name: 'managers see whoever reports to anybody',
    file: 'engine/access/load-principal.ts',
    from: `u.manager_id = \${me}`,
    to: `u.manager_id IS NOT NULL`,
  },
  {
    name: 'single values are unmasked for whoever sees them masked',
    file: 'engine/access/unmask.ts',
    from: `seen.masked && levelFor(reader.principal, seen.field.readClass) !== 'unmask'`,
    to: `seen.masked && levelFor(reader.principal, seen.field.readClass) === 'hide'`,
  },
  {
    name: 'values are unmasked in records out of reach',
    file: 'engine/access/unmask.ts',
    from: `accessPredicate(reader, object, 'read', 'p') ?? raw('false')`,
    to: `raw('true')`,
  },
  {
    name: 'narrowed tokens have all roles',
    file: 'engine/access/load-principal.ts',
    from: 'narrowing?.roleId ? sql` AND r.id',
    to: "narrowing?.roleId === '' ? sql` AND r.id",
  },
]
