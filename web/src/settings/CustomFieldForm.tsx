import { type FormEvent, useId, useState } from 'react'
import { client, type ObjectMeta } from '../data/client.ts'
import { inSentence, metaKey, useLabel, useMeta } from '../data/meta.ts'
import { problemText } from '../data/problems.ts'
import { queryClient } from '../data/query-client.ts'
import { useCreateRecord } from '../data/records.ts'
import { Button } from '../design/Button.tsx'
import { SelectField, TextField } from '../sign-in/TextField.tsx'
import { common, useText } from '../text/index.ts'
import { choiceLists, keyFor } from './choice-lists.ts'
import { fieldKeyFor } from './custom-field-key.ts'
import { kindNames, messages } from './messages.ts'

const kinds = Object.keys(kindNames) as (keyof typeof kindNames)[]
const newList = '+'

/** A field more: its kind, its names in both languages, and what its kind needs besides. */
export function CustomFieldForm({ object, onDone }: { object: ObjectMeta; onDone: () => void }) {
  const t = useText(messages)
  const kindName = useText(kindNames)
  const words = useText(common)
  const label = useLabel()
  const meta = useMeta()
  const ids = useId()
  const create = useCreateRecord('customField')
  const lists = choiceLists(meta)
  const [kind, setKind] = useState<keyof typeof kindNames>('text')
  const [labelZh, setZh] = useState('')
  const [labelEn, setEn] = useState('')
  const [required, setRequired] = useState(false)
  const [searched, setSearched] = useState(false)
  const [list, setList] = useState(newList)
  const [lines, setLines] = useState('')
  const [target, setTarget] = useState(meta.objects.find(({ internal }) => !internal)?.key ?? '')
  const [decimals, setDecimals] = useState('0')
  const [problem, setProblem] = useState<string | null>(null)
  const [isSaving, setSaving] = useState(false)

  const isChoice = kind === 'choice' || kind === 'multiChoice'
  const zh = labelZh.trim() || labelEn.trim()
  const en = labelEn.trim() || labelZh.trim()

  async function save(): Promise<void> {
    const key = fieldKeyFor(en, new Set(object.fields.map((field) => field.key)))
    let listKey = list
    if (isChoice && list === newList) {
      listKey = keyFor(
        `${object.key} ${key}`.replace(/[A-Z]/g, (letter) => ` ${letter}`),
        new Set(lists.map((one) => one.key)),
      )
      const taken = new Set<string>()
      const values = lines
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
      const creates = values.map((text, at) => {
        const valueKey = keyFor(text, taken)
        taken.add(valueKey)
        return { list: listKey, key: valueKey, labelZh: text, labelEn: text, position: (at + 1) * 10, active: true }
      })
      await client.records('choices').bulk({ create: creates })
    }
    await create.mutateAsync({
      values: {
        object: object.key,
        key,
        kind,
        labelZh: zh,
        labelEn: en,
        required,
        searched,
        active: true,
        ...(isChoice ? { list: listKey } : {}),
        ...(kind === 'reference' ? { target } : {}),
        ...(kind === 'number' || kind === 'percent' ? { decimals: Number(decimals) } : {}),
      },
      message: t('fieldAdded', { object: inSentence(label(object.plural)), label: label({ zh, en }) }),
    })
    await queryClient.invalidateQueries({ queryKey: metaKey })
    onDone()
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (zh === '') return setProblem(t('missing', { field: t('labelZh') }))
    if (isChoice && list === newList && lines.trim() === '') return setProblem(t('missing', { field: t('valuesOfList') }))
    setSaving(true)
    setProblem(null)
    try {
      await save()
    } catch (error) {
      setProblem(problemText(error))
    } finally {
      setSaving(false)
    }
  }

  return (
    <form className="side-form" onSubmit={(event) => void submit(event)}>
      <div className="two">
        <TextField label={t('labelZh')} value={labelZh} onChange={setZh} required autoFocus />
        <TextField label={t('labelEn')} value={labelEn} onChange={setEn} />
        <SelectField
          label={t('kind')}
          value={kind}
          onChange={(value) => setKind(value as keyof typeof kindNames)}
          options={kinds.map((one) => [one, kindName(one)])}
        />
        {isChoice && (
          <SelectField
            label={t('listOfValues')}
            value={list}
            onChange={setList}
            options={[[newList, t('newList')], ...lists.map((one) => [one.key, one.name] as const)]}
          />
        )}
        {kind === 'reference' && (
          <SelectField
            label={t('pointsAt')}
            value={target}
            onChange={setTarget}
            options={meta.objects.filter(({ internal }) => !internal).map((one) => [one.key, label(one.label)])}
          />
        )}
        {(kind === 'number' || kind === 'percent') && (
          <SelectField
            label={t('decimals')}
            value={decimals}
            onChange={setDecimals}
            options={['0', '1', '2', '3', '4'].map((one) => [one, one])}
          />
        )}
      </div>
      {isChoice && list === newList && (
        <div className="control">
          <label className="label" htmlFor={`${ids}-values`}>
            {t('valuesOfList')}
          </label>
          <textarea id={`${ids}-values`} className="field" rows={4} value={lines} onChange={(event) => setLines(event.target.value)} />
        </div>
      )}
      <div className="checks">
        <label>
          <input type="checkbox" className="cb" checked={required} onChange={(event) => setRequired(event.target.checked)} />
          {t('required')}
        </label>
        <label>
          <input type="checkbox" className="cb" checked={searched} onChange={(event) => setSearched(event.target.checked)} />
          {t('searched')}
        </label>
      </div>
      {problem && (
        <p className="under bad" role="alert">
          {problem}
        </p>
      )}
      <div className="row g4">
        <Button type="submit" look="primary" busy={isSaving && words('saving')}>
          {t('addField')}
        </Button>
        <Button look="bare" onClick={onDone}>
          {words('cancel')}
        </Button>
      </div>
    </form>
  )
}
