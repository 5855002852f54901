import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { trackJob } from '../../data/jobs.ts'
import { objectOf, useMeta } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { queryClient } from '../../data/query-client.ts'
import { rereadObject, showUndo } from '../../data/records.ts'
import { type Keep, type Move, type TransferRequest, transfers } from '../../data/transfers.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { formatNumber } from '../../design/format.ts'
import { Segmented } from '../../design/Segmented.tsx'
import { SkeletonRows } from '../../design/states.tsx'
import { common, useText } from '../../text/index.ts'
import { MovesList } from './MovesList.tsx'
import { transferTexts } from './messages.ts'
import { noRules, type Rules, SplitEditor, splitOf } from './SplitEditor.tsx'
import { useWhenOver } from './when-over.ts'

type Props = {
  title: string
  /** Null as long as it is not said whose work it is. */
  asked: TransferRequest | null
  onClose: () => void
  /** Above everything else: whose work it is. */
  children?: ReactNode
}

/** Another owner, or several, for records and what belongs to them: seen before it happens, and taken back for thirty days. */
export function TransferDialog({ title, asked, onClose, children }: Props) {
  const t = useText(transferTexts)
  const words = useText(common)
  const meta = useMeta()
  const whenOver = useWhenOver()
  const [split, setSplit] = useState<Rules>(noRules)
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const [reason, setReason] = useState('')
  const [keep, setKeep] = useState<Keep>('none')
  const parts = splitOf(split)
  const isTaken = (move: Move) => move.taken !== toggled.has(move.key)
  const { data, error } = useQuery({
    queryKey: transfers.previewKey(asked ?? {}, parts),
    queryFn: () => transfers.preview(asked ?? {}, parts),
    enabled: asked !== null,
    staleTime: 0,
    placeholderData: keepPreviousData,
  })
  const moves = asked === null ? [] : (data?.moves ?? [])
  const taken = moves.filter(isTaken)
  const count = taken.reduce((sum, move) => sum + move.count, 0)
  const first = moves[0]
  const hasTeam = taken.some(({ object, field }) => field === 'owner' && objectOf(meta, object)?.team)
  const begin = useMutation({
    mutationFn: () => transfers.begin(requestOf(asked ?? {}, moves, taken), parts, { keep: hasTeam ? keep : 'none', reason }),
    onSuccess: ({ job }) => {
      onClose()
      trackJob(job.id, ({ result }) => {
        for (const { object } of taken) rereadObject(object)
        void queryClient.invalidateQueries({ queryKey: transfers.key })
        showUndo(whenOver(result), job.id)
      })
    },
  })
  const problem = begin.error ?? error

  return (
    <Dialog
      title={title}
      onClose={onClose}
      width={560}
      closeOutside={false}
      footer={
        <>
          <Button
            look="primary"
            busy={begin.isPending && t('submitting')}
            whyNot={
              asked === null
                ? t('chooseFrom')
                : parts.length === 0
                  ? t('choosePerson')
                  : count === 0
                    ? t(data ? 'chooseMoves' : 'counting')
                    : undefined
            }
            onClick={() => begin.mutate()}
          >
            {t('submit', { count: formatNumber(count) })}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <div className="dialog-pad">
        {problem && (
          <div className="alert" role="alert">
            {problemText(problem)}
          </div>
        )}
        {children}
        <SplitEditor
          object={first && asked?.object !== undefined ? objectOf(meta, first.object) : undefined}
          value={split}
          onChange={setSplit}
          counts={parts.length > 0 ? data?.parts : undefined}
          not={asked?.person}
        />
        {data && data.unassigned > 0 && parts.length > 0 && (
          <p className="alert warn">{t('unassigned', { count: formatNumber(data.unassigned) })}</p>
        )}
        {asked !== null && !data && !error && <SkeletonRows rows={3} widths={[160]} />}
        {moves.length > 0 && (
          <MovesList
            moves={moves}
            taken={isTaken}
            onToggle={({ key }) =>
              setToggled((old) => (old.has(key) ? new Set([...old].filter((one) => one !== key)) : new Set([...old, key])))
            }
          />
        )}
        {moves.some(({ alongWith }) => alongWith !== null) && <p className="under t3">{t('alone')}</p>}
        {hasTeam && (
          <div className="control">
            <span className="label">{t('keep')}</span>
            <Segmented<Keep>
              label={t('keep')}
              value={keep}
              options={[
                ['none', t('keepNone')],
                ['read', t('keepRead')],
                ['edit', t('keepEdit')],
              ]}
              onChange={setKeep}
            />
            {keep !== 'none' && <p className="under t3">{t('keepHint')}</p>}
          </div>
        )}
        <label className="control">
          <span className="label">{t('reason')}</span>
          <input
            className="field"
            value={reason}
            maxLength={500}
            placeholder={t('reasonHint')}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
      </div>
    </Dialog>
  )
}

/** What is asked for, with what was ticked. */
function requestOf(asked: TransferRequest, moves: readonly Move[], taken: readonly Move[]): TransferRequest {
  if (asked.object === undefined) return { ...asked, holdings: taken.map(({ key }) => key) }
  if (moves.every(({ alongWith }) => alongWith === null)) return asked
  const along = taken.flatMap(({ key, alongWith }) => (alongWith === null ? [] : [key]))
  // What is over goes with what is open: asked for alone, it takes the open ones too.
  return { ...asked, along }
}
