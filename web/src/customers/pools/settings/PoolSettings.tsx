import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Plus, Waves } from 'lucide-react'
import { useState } from 'react'
import type { RecordJson } from '../../../data/client.ts'
import { useLabel, useMeta, useObject } from '../../../data/meta.ts'
import { problemText } from '../../../data/problems.ts'
import { useCreateRecord, useList } from '../../../data/records.ts'
import { showToast } from '../../../data/toasts.ts'
import { Button } from '../../../design/Button.tsx'
import { Empty, LoadError, SkeletonRows } from '../../../design/states.tsx'
import { useText } from '../../../text/index.ts'
import '../pools.css'
import { type RuleDraft, rereadPools } from '../pools.ts'
import { messages } from './messages.ts'
import { PoolForm } from './PoolForm.tsx'
import { PoolRuns } from './PoolRuns.tsx'
import { RehearsalPanel } from './RehearsalPanel.tsx'
import { RuleForm } from './RuleForm.tsx'

const fields = [
  'name',
  'nameEn',
  'object',
  'position',
  'filter',
  'members',
  'claimsPerDay',
  'holdCap',
  'coolingDays',
  'protectionDays',
  'active',
]

/** Pools and their rules, for administrators: each beside a rehearsal of what it would do tonight. */
export function PoolSettings() {
  const t = useText(messages)
  const label = useLabel()
  const navigate = useNavigate()
  const { objects } = useMeta()
  const { of } = useSearch({ from: '/frame/settings/$section' })
  const pools = useList('pool', { fields, sort: ['createdAt'], limit: 200 })
  const create = useCreateRecord('pool')
  const [name, setName] = useState('')
  const poolable = objects.filter((object) => object.poolable)
  const [object, setObject] = useState(poolable[0]?.key ?? '')
  const chosen = pools.records.find(({ id }) => id === of) ?? pools.records[0]

  if (pools.error) return <LoadError error={pools.error} onRetry={pools.reload} />
  if (pools.isPending) return <SkeletonRows />

  function add(): void {
    if (name.trim() === '') return
    const members = [{ kind: 'everyone', of: null, claim: true, assign: false }]
    create.mutate(
      { values: { name: name.trim(), object, members, position: pools.records.length } },
      {
        onSuccess: ({ id }) => {
          setName('')
          rereadPools()
          void navigate({ to: '/settings/$section', params: { section: 'pools' }, search: { of: id } })
        },
        onError: (error) => showToast({ kind: 'failed', text: problemText(error) }),
      },
    )
  }

  return (
    <div className="split">
      <nav aria-label={t('pools')}>
        {pools.records.map((pool) => (
          <Link
            key={pool.id}
            to="/settings/$section"
            params={{ section: 'pools' }}
            search={{ of: pool.id }}
            className={pool === chosen ? 'on' : ''}
            aria-current={pool === chosen ? 'page' : undefined}
          >
            <Waves className="i s" aria-hidden="true" />
            <span className="el">{String(pool['name'])}</span>
          </Link>
        ))}
        <form
          className="pool-new"
          onSubmit={(event) => {
            event.preventDefault()
            add()
          }}
        >
          <input
            className="field"
            placeholder={t('poolName')}
            aria-label={t('poolName')}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <select className="field" aria-label={t('ofObject')} value={object} onChange={(event) => setObject(event.target.value)}>
            {poolable.map((one) => (
              <option key={one.key} value={one.key}>
                {label(one.plural)}
              </option>
            ))}
          </select>
          <Button size="sm" type="submit" icon={<Plus className="i s" aria-hidden="true" />}>
            {t('addPool')}
          </Button>
        </form>
      </nav>
      {chosen ? (
        <OnePool key={chosen.id} pool={chosen} />
      ) : (
        <Empty icon={<Waves className="i" aria-hidden="true" />} title={t('noPools')}>
          {t('noPoolsHint')}
        </Empty>
      )}
    </div>
  )
}

const ruleFields = ['condition', 'days', 'warnDays', 'filter', 'sparesWon', 'sparesOpen', 'position', 'active']

function OnePool({ pool }: { pool: RecordJson }) {
  const t = useText(messages)
  const object = useObject(String(pool['object']))
  const rules = useList('poolRule', {
    filter: { field: 'pool', op: 'is', value: pool.id },
    fields: ruleFields,
    sort: ['createdAt'],
    limit: 100,
  })
  const [draft, setDraft] = useState<RuleDraft | null>(null)
  const [isAdding, setAdding] = useState(false)
  const settled = (): void => {
    setDraft(null)
    setAdding(false)
    rereadPools()
  }
  return (
    <section className="scroll">
      <div className="pool-set">
        <div>
          <PoolForm key={pool.revision} pool={pool} />
          <h3 style={{ marginTop: 24 }}>{t('rules')}</h3>
          {rules.records.map((rule) => (
            <RuleForm
              key={`${rule.id} ${rule.revision}`}
              object={object}
              pool={pool.id}
              rule={rule}
              position={Number(rule['position'])}
              onRehearse={setDraft}
              onDone={settled}
            />
          ))}
          {isAdding ? (
            <RuleForm object={object} pool={pool.id} rule={null} position={rules.records.length} onRehearse={setDraft} onDone={settled} />
          ) : (
            <Button size="sm" icon={<Plus className="i s" aria-hidden="true" />} onClick={() => setAdding(true)}>
              {t('addRule')}
            </Button>
          )}
          <div style={{ marginTop: 24 }}>
            <PoolRuns />
          </div>
        </div>
        <RehearsalPanel object={object} draft={draft} />
      </div>
    </section>
  )
}
