import './register.css'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import { Fragment, useState } from 'react'
import { type RegisteredObject, registeredObjects } from '../../data/access.ts'
import { useLabel, useMeta } from '../../data/meta.ts'
import { formatCount, formatList, formatNumber } from '../../design/format.ts'
import { Icon } from '../../design/Icon.tsx'
import { Empty, LoadError, SkeletonRows } from '../../design/states.tsx'
import { useLanguage, useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import { ObjectDrawer } from './ObjectDrawer.tsx'

const functions = [
  ['search', 'doesSearch'],
  ['import', 'doesImport'],
  ['timeline', 'doesTimeline'],
  ['board', 'doesBoard'],
  ['owner', 'doesOwner'],
  ['cards', 'doesCards'],
] as const

/** Everything that rights apply to: what it is called, what it holds, what it does. */
export function ObjectRegister() {
  const t = useText(messages)
  const label = useLabel()
  const { areas } = useMeta()
  const { open } = useSearch({ from: '/frame/settings/$section' })
  const navigate = useNavigate()
  const [find, setFind] = useState('')
  const [withInternal, setWithInternal] = useState(false)
  const { data, error, refetch } = useQuery({ queryKey: registeredObjects.key, queryFn: registeredObjects.list, staleTime: 0 })
  const show = (key: string | undefined) =>
    void navigate({ to: '/settings/$section', params: { section: 'objects' }, search: key === undefined ? {} : { open: key } })

  if (error) return <LoadError error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows />
  const asked = find.trim().toLowerCase()
  const listed = data.objects.filter(
    ({ key, label: one, plural, internal }) =>
      (withInternal || !internal) && `${key} ${one.zh} ${one.en} ${plural.zh} ${plural.en}`.toLowerCase().includes(asked),
  )
  const chosen = data.objects.find(({ key }) => key === open)

  return (
    <section className="register">
      <div className="register-bar">
        <input
          type="search"
          className="field"
          placeholder={t('find')}
          aria-label={t('find')}
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
        <label className="row g3">
          <input type="checkbox" className="cb" checked={withInternal} onChange={(event) => setWithInternal(event.target.checked)} />
          {t('withInternal')}
        </label>
      </div>
      {listed.length === 0 ? (
        <Empty icon={<SearchX className="i" aria-hidden="true" />} title={t('none')} />
      ) : (
        <div className="register-scroll">
          <table className="plain register-table" aria-label={t('objects')}>
            <thead>
              <tr>
                <th scope="col" style={{ width: 170 }}>
                  {t('object')}
                </th>
                <th scope="col" style={{ width: 150 }}>
                  {t('otherLanguage')}
                </th>
                <th scope="col" style={{ width: 130 }}>
                  {t('key')}
                </th>
                <th scope="col" style={{ width: 120 }}>
                  {t('fields')}
                </th>
                <th scope="col" className="r" style={{ width: 84 }}>
                  {t('records')}
                </th>
                <th scope="col" style={{ width: 110 }}>
                  {t('numbering')}
                </th>
                <th scope="col">{t('does')}</th>
              </tr>
            </thead>
            <tbody>
              {areas.map((area) => {
                const objects = listed.filter((object) => object.area === area.key)
                if (objects.length === 0) return null
                return (
                  <Fragment key={area.key}>
                    <tr className="register-area">
                      <th scope="rowgroup" colSpan={7}>
                        {label(area.label)}
                      </th>
                    </tr>
                    {objects.map((object) => (
                      <ObjectRow key={object.key} object={object} isOpen={object === chosen} onOpen={() => show(object.key)} />
                    ))}
                  </Fragment>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      {chosen && <ObjectDrawer key={chosen.key} object={chosen} onClose={() => show(undefined)} />}
    </section>
  )
}

function ObjectRow({ object, isOpen, onOpen }: { object: RegisteredObject; isOpen: boolean; onOpen: () => void }) {
  const t = useText(messages)
  const label = useLabel()
  const language = useLanguage()
  const { plural, declared, fields, records, numbering, does } = object
  const isChanged = object.plural.zh !== declared.plural.zh || object.label.en !== declared.label.en || object.icon !== declared.icon
  const names = ['doesHistory' as const, ...functions.flatMap(([key, words]) => (does[key] ? [words] : []))].map((words) => t(words))
  return (
    <tr className={isOpen ? 'on' : ''}>
      <th scope="row" className="k">
        <button type="button" className="register-name" aria-expanded={isOpen} onClick={onOpen}>
          <Icon name={object.icon} size="s" />
          <span className="el">{label(plural)}</span>
          {isChanged && <span className="tag brand">{t('renamed')}</span>}
          {object.internal && <span className="tag line">{t('internal')}</span>}
        </button>
      </th>
      <td lang={language === 'en' ? 'zh-CN' : 'en'}>{language === 'en' ? plural.zh : plural.en}</td>
      <td>
        <code translate="no">{object.key}</code>
      </td>
      <td>{fields.custom === 0 ? formatNumber(fields.builtIn) : t('fieldsCount', fields)}</td>
      <td className="r n">{formatCount(records)}</td>
      <td className="n">{formatList(numbering.map(({ reservedTo }) => String(reservedTo ?? '—'))) || '—'}</td>
      <td title={names.join(' · ')}>{names.join(' · ')}</td>
    </tr>
  )
}
