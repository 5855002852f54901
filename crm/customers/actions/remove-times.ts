import { Type } from '@sinclair/typebox'
import { defineAction, endingAt, laterOnWall, readRule, ruleText } from '../../../engine/index.ts'
import { whichTimes } from './change-times.ts'
import { demandTime, readActivity, replacementsOf, seriesOf, takeOut } from './series.ts'

/** Calls off one time of what repeats, that one and all after it, or all; what is done stays. One change, taken back as one. */
export const removeTimes = defineAction({
  key: 'activity.removeTimes',
  label: { zh: '删除重复日程', en: 'Delete repeated activity' },
  object: 'activity',
  permission: { object: 'activity', action: 'delete' },
  input: Type.Object({ activity: Type.String({ format: 'uuid' }), instance: Type.String(), which: whichTimes }),
  async run(context, { activity, instance, which }) {
    const record = await readActivity(context, activity)
    demandTime(record, instance)
    if (which === 'one') return { id: await takeOut(context, record, instance, { status: 'cancelled' }) }
    const { start, zone, rule } = seriesOf(record)
    const isWhole = which === 'all' || instance <= start
    const gone = (await replacementsOf(context, activity)).filter((one) => one.status !== 'done' && (isWhole || one.instance >= instance))
    for (let at = 0; at < gone.length; at += 500)
      await context.write(gone.slice(at, at + 500).map(({ id }) => ({ kind: 'delete', object: 'activity', id })))
    if (isWhole) await context.write([{ kind: 'delete', object: 'activity', id: activity }])
    else {
      const extra = String(record['extraTimes'] ?? '')
        .split(',')
        .filter((wall) => wall !== '' && wall < instance)
      const recurrence = ruleText(endingAt(readRule(rule), laterOnWall(instance, -1_000), zone))
      await context.write([{ kind: 'update', object: 'activity', id: activity, values: { recurrence, extraTimes: extra.join() || null } }])
    }
    return { id: activity }
  },
})
