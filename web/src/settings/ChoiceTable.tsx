import { ArrowDown, ArrowUp, Ellipsis, Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { RecordJson } from '../data/client.ts'
import { useMeta } from '../data/meta.ts'
import { problemText } from '../data/problems.ts'
import { showUndo, useBulk, useCreateRecord, useList, useUpdateRecord } from '../data/records.ts'
import { showToast } from '../data/toasts.ts'
import { Button } from '../design/Button.tsx'
import { Menu } from '../design/Menu.tsx'
import { Switch } from '../design/Switch.tsx'
import { LoadError, SkeletonRows } from '../design/states.tsx'
import { useLanguage, useText } from '../text/index.ts'
import { CellInput } from './CellInput.tsx'
import { ColourButton } from './ColourButton.tsx'
import { type ChoiceList, keyFor, movedPositions } from './choice-lists.ts'
import { MergeDialog } from './MergeDialog.tsx'
import { messages } from './messages.ts'

const fields = ['key', 'labelZh', 'labelEn', 'color', 'position', 'active', 'mergedInto']

/** The values of one list: typed into, coloured, ordered, retired, merged. Every change can be taken back. */
export function ChoiceTable({ list }: { list: ChoiceList }) {
  const t = useText(messages)
  const values = useList('choice', { filter: { field: 'list', op: 'is', value: list.key }, sort: ['position'], fields, limit: 500 })
  const bulk = useBulk('choice')
  const [merging, setMerging] = useState<RecordJson | null>(null)

  if (values.error) return <LoadError error={values.error} onRetry={values.reload} />
  const positions = values.records.map((value) => ({ id: value.id, position: Number(value['position']) }))

  function move(value: RecordJson, step: -1 | 1): void {
    const update = movedPositions(positions, value.id, step)
    if (update.length === 0) return
    bulk.mutate(
      { update },
      {
        onSuccess: ({ changeId }) => showUndo(t('moved', { label: String(value['labelZh']) }), changeId),
        onError: (error) => showToast({ kind: 'failed', text: problemText(error) }),
      },
    )
  }

  return (
    <section>
      <div className="bar">
        <b>{list.name}</b>
        <span className="t3 small">{t('values', { count: values.records.length })}</span>
        {list.usedBy.length > 1 && <span className="t3 small el">{t('usedBy', { fields: list.usedBy.join(' / ') })}</span>}
      </div>
      <div className="scroll">
        {values.isPending ? (
          <SkeletonRows rows={6} />
        ) : (
          <table className="plain edit">
            <thead>
              <tr>
                <th style={{ width: 56 }}>{t('colour')}</th>
                <th>{t('labelZh')}</th>
                <th>{t('labelEn')}</th>
                <th style={{ width: 150 }}>{t('key')}</th>
                <th style={{ width: 84 }}>{t('orderOf')}</th>
                <th style={{ width: 72 }}>{t('active')}</th>
                <th style={{ width: 52 }} aria-label={t('more')} />
              </tr>
            </thead>
            <tbody>
              {values.records.map((value, at) => (
                <ChoiceRow
                  key={value.id}
                  value={value}
                  isFirst={at === 0}
                  isLast={at === values.records.length - 1}
                  onMove={(step) => move(value, step)}
                  onMerge={() => setMerging(value)}
                  mayMerge={values.records.length > 1}
                />
              ))}
            </tbody>
          </table>
        )}
        <AddValue list={list.key} values={values.records} />
      </div>
      {merging && (
        <MergeDialog
          list={list.key}
          from={merging}
          others={values.records.filter(({ id }) => id !== merging.id)}
          onClose={() => setMerging(null)}
        />
      )}
    </section>
  )
}

type RowProps = {
  value: RecordJson
  isFirst: boolean
  isLast: boolean
  onMove: (step: -1 | 1) => void
  onMerge: () => void
  mayMerge: boolean
}

function ChoiceRow({ value, isFirst, isLast, onMove, onMerge, mayMerge }: RowProps) {
  const t = useText(messages)
  const { actions } = useMeta()
  const update = useUpdateRecord('choice')
  const isActive = value['active'] === true
  const language = useLanguage()
  const name = String(value[language === 'en' ? 'labelEn' : 'labelZh'] ?? '')
  const change = (changes: Record<string, unknown>) => update.mutate({ id: value.id, changes })
  const canMerge = mayMerge && actions.some(({ key }) => key === 'choice.merge')

  return (
    <tr className={isActive ? '' : 'off'}>
      <td>
        <ColourButton
          value={typeof value['color'] === 'string' ? value['color'] : null}
          label={name}
          onChange={(color) => change({ color })}
        />
      </td>
      <td className="k">
        <CellInput label={t('labelZh')} value={String(value['labelZh'] ?? '')} required onSave={(labelZh) => change({ labelZh })} />
      </td>
      <td>
        <CellInput label={t('labelEn')} value={String(value['labelEn'] ?? '')} required onSave={(labelEn) => change({ labelEn })} />
      </td>
      <td className="mono t3" translate="no">
        {String(value['key'] ?? '')}
      </td>
      <td>
        <span className="row">
          <button
            type="button"
            className="ib sm"
            aria-label={`${t('moveUp')}: ${name}`}
            title={t('moveUp')}
            disabled={isFirst}
            onClick={() => onMove(-1)}
          >
            <ArrowUp className="i s" aria-hidden="true" />
          </button>
          <button
            type="button"
            className="ib sm"
            aria-label={`${t('moveDown')}: ${name}`}
            title={t('moveDown')}
            disabled={isLast}
            onClick={() => onMove(1)}
          >
            <ArrowDown className="i s" aria-hidden="true" />
          </button>
        </span>
      </td>
      <td>
        {typeof value['mergedInto'] === 'string' && !isActive ? (
          <span className="small t3" title={value['mergedInto']}>
            {t('mergedAway')}
          </span>
        ) : (
          <Switch label={`${t('active')}: ${name}`} title={t('retire')} isOn={isActive} onChange={(active) => change({ active })} />
        )}
      </td>
      <td className="r">
        {canMerge && (
          <Menu label={t('more')} place="bottom-end" entries={[{ label: t('merge'), run: onMerge }]}>
            {(open) => (
              <button type="button" className="ib sm" aria-label={`${t('more')}: ${name}`} {...open}>
                <Ellipsis className="i s" aria-hidden="true" />
              </button>
            )}
          </Menu>
        )}
      </td>
    </tr>
  )
}

function AddValue({ list, values }: { list: string; values: readonly RecordJson[] }) {
  const t = useText(messages)
  const language = useLanguage()
  const create = useCreateRecord('choice')
  const [labelZh, setZh] = useState('')
  const [labelEn, setEn] = useState('')

  function submit(event: FormEvent): void {
    event.preventDefault()
    const zh = labelZh.trim() || labelEn.trim()
    const en = labelEn.trim() || labelZh.trim()
    if (zh === '') return
    const key = keyFor(en, new Set(values.map((value) => String(value['key']))))
    const position = Math.max(0, ...values.map((value) => Number(value['position']))) + 10
    create.mutate(
      {
        values: { list, key, labelZh: zh, labelEn: en, position, active: true },
        message: t('valueAdded', { label: language === 'en' ? en : zh }),
      },
      {
        onSuccess: () => {
          setZh('')
          setEn('')
        },
        onError: (error) => showToast({ kind: 'failed', text: problemText(error) }),
      },
    )
  }

  return (
    <form className="row g4" style={{ padding: '12px 16px' }} onSubmit={submit}>
      <input
        className="field"
        style={{ maxWidth: 220 }}
        placeholder={t('labelZh')}
        aria-label={t('labelZh')}
        value={labelZh}
        onChange={(event) => setZh(event.target.value)}
      />
      <input
        className="field"
        style={{ maxWidth: 220 }}
        placeholder={t('labelEn')}
        aria-label={t('labelEn')}
        value={labelEn}
        onChange={(event) => setEn(event.target.value)}
      />
      <Button type="submit" icon={<Plus className="i" aria-hidden="true" />}>
        {t('addValue')}
      </Button>
    </form>
  )
}
