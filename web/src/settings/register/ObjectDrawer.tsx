import { Link } from '@tanstack/react-router'
import { Columns3, List, ShieldCheck } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { type RegisteredObject, registeredObjects } from '../../data/access.ts'
import type { Filter } from '../../data/client.ts'
import { useLabel, useObjectIfReadable } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { queryClient } from '../../data/query-client.ts'
import { useCreateRecord, useList, useRemoveRecord, useUpdateRecord } from '../../data/records.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { Icon, iconNames } from '../../design/Icon.tsx'
import { FilterBar } from '../../records/filter/FilterBar.tsx'
import { TextField } from '../../sign-in/TextField.tsx'
import { common, useText } from '../../text/index.ts'
import { ColumnOrder } from './ColumnOrder.tsx'
import { messages } from './messages.ts'

/** What a workspace may change about an object: its names in both languages, its icon, the columns its lists begin with. */
export function ObjectDrawer({ object, onClose }: { object: RegisteredObject; onClose: () => void }) {
  const t = useText(messages)
  const words = useText(common)
  const label = useLabel()
  const form = useId()
  const readable = useObjectIfReadable(object.key)
  const kept = useList('objectSetting', { filter: { field: 'object', op: 'is', value: object.key }, fields: ['object'], limit: 1 })
  const create = useCreateRecord('objectSetting')
  const update = useUpdateRecord('objectSetting')
  const remove = useRemoveRecord('objectSetting')
  const [zh, setZh] = useState(object.plural.zh)
  const [one, setOne] = useState(object.label.en)
  const [many, setMany] = useState(object.plural.en)
  const [icon, setIcon] = useState(object.icon)
  const [columns, setColumns] = useState<readonly string[]>(object.columns)
  const [mine, setMine] = useState<Filter | undefined>(readable?.mine)
  const [isAdding, setAdding] = useState(false)
  const isOwned = readable?.fields.some(({ key, kind }) => key === 'owner' && kind === 'user') ?? false
  const setting = kept.records[0]
  const name = label(object.plural)
  const names = [zh, one, many].map((text) => text.trim())
  const error = create.error ?? update.error
  const whyNot = names.some((text) => text === '') ? t('bothLanguages') : columns.length === 0 ? t('oneColumn') : undefined

  function done(): void {
    void queryClient.invalidateQueries({ queryKey: registeredObjects.key })
    onClose()
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (whyNot !== undefined) return
    const [chinese = '', single = '', plural = ''] = names
    const values = {
      labelZh: chinese,
      labelEn: single,
      pluralZh: chinese,
      pluralEn: plural,
      icon,
      // Columns that nobody chose follow the product as it grows.
      columns: columns.join() === object.declared.columns.join() ? null : [...columns],
      ...(isOwned ? { mine: mine ?? null } : {}),
    }
    const message = t('saved', { object: chinese })
    if (setting) update.mutate({ id: setting.id, changes: values, message }, { onSuccess: done })
    else create.mutate({ values: { object: object.key, ...values }, message }, { onSuccess: done })
  }

  return (
    <Dialog
      place="drawer"
      title={t('edit', { object: name })}
      onClose={onClose}
      footer={
        <>
          <Button type="submit" form={form} look="primary" whyNot={whyNot} busy={(create.isPending || update.isPending) && words('saving')}>
            {t('saveObject')}
          </Button>
          {setting && (
            <Button
              look="bare"
              onClick={() =>
                remove.mutate({ id: setting.id, message: t('resetDone', { object: label(object.declared.plural) }) }, { onSuccess: done })
              }
            >
              {t('reset')}
            </Button>
          )}
        </>
      }
    >
      <div className="register-links">
        {readable && !object.internal && (
          <Link to="/$route" params={{ route: object.route }} className="btn sm">
            <List className="i s" aria-hidden="true" />
            {t('toList')}
          </Link>
        )}
        {!object.internal && (
          <Link to="/settings/$section" params={{ section: 'fields' }} search={{ of: object.key }} className="btn sm">
            <Columns3 className="i s" aria-hidden="true" />
            {t('toFields')}
          </Link>
        )}
        <Link to="/settings/$section" params={{ section: 'access-list' }} search={{ of: object.key }} className="btn sm">
          <ShieldCheck className="i s" aria-hidden="true" />
          {t('toAccess')}
        </Link>
      </div>
      <form id={form} className="register-form dialog-form" onSubmit={submit} noValidate>
        {error && (
          <div className="alert" role="alert">
            {problemText(error)}
          </div>
        )}
        <TextField label={t('labelZh')} required value={zh} onChange={setZh} autoComplete="off" />
        <TextField label={t('labelEn')} required value={one} onChange={setOne} autoComplete="off" />
        <TextField label={t('pluralEn')} required value={many} onChange={setMany} autoComplete="off" />
        <fieldset className="register-icons">
          <legend className="label">{t('icon')}</legend>
          {iconNames.map((each) => (
            <label key={each} title={each}>
              <input type="radio" name="icon" className="visually-hidden" checked={each === icon} onChange={() => setIcon(each)} />
              <Icon name={each} />
              <span className="visually-hidden">{each}</span>
            </label>
          ))}
        </fieldset>
        {readable && isOwned && (
          <div>
            <span className="label">{t('mine', { object: name })}</span>
            <FilterBar place="form" object={readable} value={mine} onChange={setMine} isAdding={isAdding} onAdding={setAdding} />
            <p className="small t3">{t('mineHint')}</p>
          </div>
        )}
        {readable && <ColumnOrder object={readable} columns={columns} onChange={setColumns} />}
      </form>
    </Dialog>
  )
}
