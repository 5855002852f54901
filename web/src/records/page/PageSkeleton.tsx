import { useText } from '../../text/index.ts'
import { pageTexts } from './messages.ts'

/** The shape of the page before its record is there. */
export function PageSkeleton() {
  const t = useText(pageTexts)
  return (
    <output className="rec late" aria-label={t('loading')}>
      <header className="rec-h">
        <div className="rec-t">
          <span className="sk" style={{ width: 40, height: 40, borderRadius: 6 }} />
          <div className="rec-name">
            <span className="sk" style={{ width: 180, height: 16, display: 'block', margin: '4px 0 10px' }} />
            <span className="sk" style={{ width: 320 }} />
          </div>
        </div>
        <div className="facts" style={{ height: 58 }} />
      </header>
      <div className="ptabs" />
      <div className="tri">
        <section className="l">
          <div className="sec">
            {[90, 140, 110, 160, 80, 120, 100].map((width) => (
              <div key={width} className="row g6" style={{ height: 27 }}>
                <span className="sk" style={{ width: 48 }} />
                <span className="sk" style={{ width }} />
              </div>
            ))}
          </div>
        </section>
        <section />
        <section className="rr" />
      </div>
    </output>
  )
}
