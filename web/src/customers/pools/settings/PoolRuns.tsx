import { useQuery } from '@tanstack/react-query'
import { trackJob } from '../../../data/jobs.ts'
import { problemText } from '../../../data/problems.ts'
import { queryClient } from '../../../data/query-client.ts'
import { showToast } from '../../../data/toasts.ts'
import { Button } from '../../../design/Button.tsx'
import { formatDateTime, formatNumber } from '../../../design/format.ts'
import { useText } from '../../../text/index.ts'
import { poolRuns } from '../pools.ts'
import { messages } from './messages.ts'

/** The latest nights: how much went back, and taking one of them back. */
export function PoolRuns() {
  const t = useText(messages)
  const { data } = useQuery({ queryKey: poolRuns.key, queryFn: poolRuns.list })
  const runs = data?.runs ?? []

  async function undo(id: string): Promise<void> {
    try {
      const { job } = await poolRuns.undo(id)
      trackJob(job.id, () => void queryClient.invalidateQueries())
      showToast({ text: t('undoStarted') })
    } catch (error) {
      showToast({ kind: 'failed', text: problemText(error) })
    }
  }

  return (
    <section>
      <h3>{t('runs')}</h3>
      {runs.length === 0 ? (
        <p className="t3 small">{t('noRuns')}</p>
      ) : (
        <table className="plain">
          <tbody>
            {runs.map((run) => (
              <tr key={run.id}>
                <td>{formatDateTime(run.at)}</td>
                <td>{t('runTook', { count: formatNumber(run.returned) })}</td>
                <td className="r">
                  {run.undone ? (
                    <span className="tag">{t('runUndone')}</span>
                  ) : (
                    run.returned > 0 && (
                      <Button size="xs" onClick={() => void undo(run.id)}>
                        {t('undoRun')}
                      </Button>
                    )
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
