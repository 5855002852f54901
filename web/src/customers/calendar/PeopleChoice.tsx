import { Users } from 'lucide-react'
import { useRef, useState } from 'react'
import type { RecordLink } from '../../data/client.ts'
import { useList } from '../../data/records.ts'
import { Button } from '../../design/Button.tsx'
import { Popover } from '../../design/Popover.tsx'
import { useText } from '../../text/index.ts'
import { calendarTexts } from './messages.ts'

type Props = { me: string; people: readonly string[]; hues: ReadonlyMap<string, string>; onChange: (people: readonly string[]) => void }

/** Whose calendars lie over one another. What they show is what this reader may see of each record, no more. */
export function PeopleChoice({ me, people, hues, onChange }: Props) {
  const t = useText(calendarTexts)
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const others = people.filter((id) => id !== me).length
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="btn"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={t('people')}
        onClick={() => setOpen(!isOpen)}
      >
        <Users className="i s" aria-hidden="true" />
        <span className="cal-people-word">{t('people')}</span>
        {others > 0 && <b className="num">{others}</b>}
      </button>
      {isOpen && (
        <Popover anchor={anchor} onClose={() => setOpen(false)} place="bottom-end" width={260} label={t('people')}>
          <Colleagues me={me} people={people} hues={hues} onChange={onChange} />
        </Popover>
      )}
    </>
  )
}

function Colleagues({ me, people, hues, onChange }: Props) {
  const t = useText(calendarTexts)
  const [text, setText] = useState('')
  const { records, isPending } = useList('user', {
    fields: ['name'],
    sort: ['name'],
    limit: 50,
    ...(text.trim() ? { filter: { field: 'name', op: 'contains', value: text.trim() } } : {}),
  })
  const colleagues = records.filter(({ id }) => id !== me).map((record): RecordLink => ({ id: record.id, title: String(record['name']) }))
  return (
    <div className="cal-people">
      <input
        type="search"
        className="field"
        data-autofocus
        aria-label={t('peopleSearch')}
        placeholder={t('peopleSearch')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ul>
        {colleagues.map(({ id, title }) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                className="cb"
                checked={people.includes(id)}
                onChange={(event) => onChange(event.target.checked ? [...people, id] : people.filter((one) => one !== id))}
              />
              <span className="dot" style={{ background: hues.get(id) ?? 'transparent' }} aria-hidden="true" />
              <span className="el">{title}</span>
            </label>
          </li>
        ))}
      </ul>
      {!isPending && colleagues.length === 0 && <p className="t3">{t('peopleNone')}</p>}
      <footer>
        <small className="t3">{t('peopleNote')}</small>
        {people.length > 1 && (
          <Button size="xs" onClick={() => onChange([me])}>
            {t('onlyMe')}
          </Button>
        )}
      </footer>
    </div>
  )
}
