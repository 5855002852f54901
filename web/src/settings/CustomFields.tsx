import { Link, useSearch } from '@tanstack/react-router'
import { Plus, SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import type { ObjectMeta, RecordJson } from '../data/client.ts'
import { inAreaOrder, useLabel, useMeta } from '../data/meta.ts'
import { useList, useUpdateRecord } from '../data/records.ts'
import { Button } from '../design/Button.tsx'
import { Icon } from '../design/Icon.tsx'
import { Switch } from '../design/Switch.tsx'
import { Empty, LoadError, SkeletonRows } from '../design/states.tsx'
import { useText } from '../text/index.ts'
import { CellInput } from './CellInput.tsx'
import { CustomFieldForm } from './CustomFieldForm.tsx'
import { kindNames, messages } from './messages.ts'

/** Fields that this workspace added to the declarations. */
export function CustomFields() {
  const t = useText(messages)
  const label = useLabel()
  const objects = inAreaOrder(useMeta())
  const { of } = useSearch({ from: '/frame/settings/$section' })
  const extendable = objects.filter(({ internal }) => !internal)
  const chosen = extendable.find(({ key }) => key === of) ?? extendable[0]
  const own = (object: ObjectMeta) => object.fields.filter(({ custom }) => custom).length

  return (
    <div className="split">
      <nav aria-label={t('object')}>
        {extendable.map((object) => (
          <Link
            key={object.key}
            to="/settings/$section"
            params={{ section: 'fields' }}
            search={{ of: object.key }}
            className={object === chosen ? 'on' : ''}
            aria-current={object === chosen ? 'page' : undefined}
          >
            <Icon name={object.icon} size="s" />
            <span className="el">{label(object.plural)}</span>
            {own(object) > 0 && <span className="cnt">{own(object)}</span>}
          </Link>
        ))}
      </nav>
      {chosen && <FieldsOf key={chosen.key} object={chosen} />}
    </div>
  )
}

const fields = ['key', 'kind', 'labelZh', 'labelEn', 'required', 'searched', 'active', 'list', 'target']

function FieldsOf({ object }: { object: ObjectMeta }) {
  const t = useText(messages)
  const label = useLabel()
  const list = useList('customField', { filter: { field: 'object', op: 'is', value: object.key }, sort: ['createdAt'], fields, limit: 500 })
  const [isAdding, setAdding] = useState(false)

  if (list.error) return <LoadError error={list.error} onRetry={list.reload} />
  const add = (
    <Button look="primary" size="sm" icon={<Plus className="i s" aria-hidden="true" />} onClick={() => setAdding(true)}>
      {t('addField')}
    </Button>
  )
  return (
    <section>
      <div className="bar">
        <b>{label(object.plural)}</b>
        <span className="t3 small">{t('customFields')}</span>
        <span className="end">{list.records.length > 0 && !isAdding && add}</span>
      </div>
      <div className="scroll">
        {isAdding && <CustomFieldForm object={object} onDone={() => setAdding(false)} />}
        {list.isPending ? (
          <SkeletonRows rows={4} />
        ) : list.records.length > 0 ? (
          <FieldTable fields={list.records} />
        ) : (
          !isAdding && (
            <Empty
              icon={<SlidersHorizontal className="i" aria-hidden="true" />}
              title={t('noFields', { object: label(object.plural) })}
              actions={add}
            >
              {t('noFieldsText')}
            </Empty>
          )
        )}
      </div>
    </section>
  )
}

function FieldTable({ fields: records }: { fields: readonly RecordJson[] }) {
  const t = useText(messages)
  return (
    <table className="plain edit">
      <thead>
        <tr>
          <th>{t('labelZh')}</th>
          <th>{t('labelEn')}</th>
          <th style={{ width: 120 }}>{t('kind')}</th>
          <th style={{ width: 140 }}>{t('key')}</th>
          <th style={{ width: 72 }}>{t('required')}</th>
          <th style={{ width: 110 }}>{t('searched')}</th>
          <th style={{ width: 72 }}>{t('active')}</th>
        </tr>
      </thead>
      <tbody>
        {records.map((field) => (
          <FieldRow key={field.id} field={field} />
        ))}
      </tbody>
    </table>
  )
}

function FieldRow({ field }: { field: RecordJson }) {
  const t = useText(messages)
  const kind = useText(kindNames)
  const update = useUpdateRecord('customField')
  const change = (changes: Record<string, unknown>) => update.mutate({ id: field.id, changes })
  const name = String(field['labelZh'] ?? '')
  const kindKey = String(field['kind']) as keyof typeof kindNames
  const flag = (key: 'required' | 'searched' | 'active') => (
    <Switch label={`${t(key)}: ${name}`} isOn={field[key] === true} onChange={(isOn) => change({ [key]: isOn })} />
  )
  return (
    <tr className={field['active'] === true ? '' : 'off'}>
      <td className="k">
        <CellInput label={t('labelZh')} value={name} required onSave={(labelZh) => change({ labelZh })} />
      </td>
      <td>
        <CellInput label={t('labelEn')} value={String(field['labelEn'] ?? '')} required onSave={(labelEn) => change({ labelEn })} />
      </td>
      <td>{kindKey in kindNames ? kind(kindKey) : String(field['kind'])}</td>
      <td className="mono t3" translate="no">
        {String(field['key'] ?? '')}
      </td>
      <td>{flag('required')}</td>
      <td>{flag('searched')}</td>
      <td>{flag('active')}</td>
    </tr>
  )
}
