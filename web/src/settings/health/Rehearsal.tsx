import { HealthBars } from '../../customers/health/HealthMark.tsx'
import { formatNumber } from '../../design/format.ts'
import { PlaceLink } from '../../design/PlaceLink.tsx'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'

const arrow = '→'

type Bands = { good: number; fair: number; poor: number }
export type Rehearsed = {
  looked: number
  before: Bands
  after: Bands
  changed: { id: string; name: string; before: number; after: number }[]
}

/** What the weights would make of real customers. */
export function Rehearsal({ found }: { found: Rehearsed }) {
  const t = useText(messages)
  return (
    <section aria-live="polite" className="health-rehearsal">
      <h2>{t('outcome', { count: found.looked })}</h2>
      <table className="plain">
        <thead>
          <tr>
            <td />
            <th className="r">{t('good')}</th>
            <th className="r">{t('fair')}</th>
            <th className="r">{t('poor')}</th>
          </tr>
        </thead>
        <tbody>
          {(['before', 'after'] as const).map((when) => (
            <tr key={when}>
              <th scope="row">{t(when)}</th>
              {(['good', 'fair', 'poor'] as const).map((band) => (
                <td key={band} className="r">
                  {formatNumber(found[when][band])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{found.changed.length > 0 ? t('most') : t('none')}</h2>
      <ul>
        {found.changed.map(({ id, name, before, after }) => (
          <li key={id}>
            <PlaceLink href={`/accounts/${id}`} className="link el">
              {name}
            </PlaceLink>
            <span>
              <HealthBars score={before} /> <span aria-hidden="true">{arrow}</span> <HealthBars score={after} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
