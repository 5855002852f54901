import { Link } from '@tanstack/react-router'
import { Upload } from 'lucide-react'
import { useState } from 'react'
import { trackJob } from '../../../data/jobs.ts'
import { fieldOf, useLabel, useObject } from '../../../data/meta.ts'
import { rereadObject } from '../../../data/records.ts'
import { Button } from '../../../design/Button.tsx'
import { formatNumber } from '../../../design/format.ts'
import { LoadError, SkeletonRows } from '../../../design/states.tsx'
import { useText } from '../../../text/index.ts'
import { rereadImport, useOrder } from '../api.ts'
import { EffectList } from '../effects/EffectList.tsx'
import type { EffectCounts, EffectKind, ImportPlan, ImportView } from '../import-view.ts'
import { messages } from '../messages.ts'
import { StepBar } from '../StepBar.tsx'
import { ConfirmFacts } from './ConfirmFacts.tsx'

type Props = { view: ImportView; checkError: unknown; onRetryCheck: () => void; onBack: () => void }

/** What will happen, row by row and field by field, before anything is written. */
export function ConfirmStep({ view, checkError, onRetryCheck, onBack }: Props) {
  const t = useText(messages)
  const label = useLabel()
  const object = useObject(view.object)
  const start = useOrder(view.id, 'start')
  const effects = view.check?.effects
  const taken = (effects?.create ?? 0) + (effects?.update ?? 0)
  const whyNot = useReasonToWait(view, effects, taken)

  function run(): void {
    start.mutate(undefined, {
      onSuccess: (answer) => {
        if (!answer) return
        trackJob(answer.job.id, () => {
          rereadObject(view.object)
          rereadImport(view.id)
        })
      },
    })
  }

  return (
    <div className="imp">
      <StepBar now="stepConfirm" onBack={onBack}>
        {view.projectId && (
          <Link to="/imports/projects/$id" params={{ id: view.projectId }} className="btn sm pri">
            {t('toProject')}
          </Link>
        )}
        <Button
          size="sm"
          look={view.projectId ? 'plain' : 'primary'}
          icon={<Upload className="i s" aria-hidden="true" />}
          onClick={run}
          busy={start.isPending && t('starting')}
          whyNot={whyNot}
        >
          {t(view.projectId ? 'startAlone' : 'startNow', { count: formatNumber(taken) })}
        </Button>
      </StepBar>
      {checkError ? (
        <LoadError error={checkError} onRetry={onRetryCheck} />
      ) : effects ? (
        <div className="imp-split">
          <aside>
            <h2 className="strong">{t('confirmTitle', { count: formatNumber(taken), object: label(object.plural) })}</h2>
            {whyNot && <p className="under bad">{whyNot}</p>}
            <ConfirmFacts view={view} object={object} />
          </aside>
          <Effects view={view} effects={effects} />
        </div>
      ) : (
        <SkeletonRows />
      )}
    </div>
  )
}

function useReasonToWait({ check, plan, object: key }: ImportView, effects: EffectCounts | undefined, taken: number): string | undefined {
  const t = useText(messages)
  const label = useLabel()
  const object = useObject(key)
  if (!check || !effects) return t('waitForCheck')
  if (!isFilled(plan, object.title)) {
    const field = fieldOf(object, object.title)
    return t('noTitle', { field: field ? label(field.label) : object.title })
  }
  if (effects.ask > 0) return t('stillToDecide', { count: formatNumber(effects.ask) })
  return taken === 0 ? t('nothingToTake') : undefined
}

function isFilled({ columns, fill }: ImportPlan, key: string): boolean {
  return columns.some(({ target }) => target === key) || key in fill
}

const kinds = [
  ['create', 'effectCreate', 'ok'],
  ['update', 'effectUpdate', 'tb'],
  ['unchanged', 'effectUnchanged', ''],
  ['skip', 'effectSkip', ''],
  ['ask', 'effectAsk', 'warn'],
] as const

/** The dry run: how many rows of each kind, and which they are. */
function Effects({ view, effects }: { view: ImportView; effects: EffectCounts }) {
  const t = useText(messages)
  const object = useObject(view.object)
  const [asked, setAsked] = useState<EffectKind | null>(null)
  const shown = kinds.filter(([kind]) => effects[kind] > 0 || kind === 'create' || kind === 'update')
  const kind = asked ?? kinds.find(([one]) => effects[one] > 0)?.[0] ?? 'create'

  return (
    <div className="imp-matches">
      <div className="imp-kinds" role="tablist" aria-label={t('effects')}>
        {shown.map(([one, name, look]) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={one === kind}
            disabled={effects[one] === 0}
            onClick={() => setAsked(one)}
          >
            <span>{t(name)}</span>
            <b className={effects[one] > 0 ? look : 't3'}>{formatNumber(effects[one])}</b>
          </button>
        ))}
        {effects.reject > 0 && (
          <div>
            <span>{t('effectReject')}</span>
            <b className="bad">{formatNumber(effects.reject)}</b>
          </div>
        )}
      </div>
      {effects[kind] > 0 && <EffectList key={kind} view={view} object={object} kind={kind} isSettled={view.check !== null} />}
    </div>
  )
}
