import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ObjectMeta, RecordJson, TreeNode } from '../../data/client.ts'
import { fieldOf, useLabel, useMeta } from '../../data/meta.ts'
import { useTree } from '../../data/records.ts'
import { formatMoney, formatNumber } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { customerTexts } from '../messages.ts'
import './identity.css'

type Props = { object: ObjectMeta; record: RecordJson }

/** 集团: the companies above and below, each with the sum of its branch. Sums count everybody's companies; only those that one may see are named. */
export function GroupTree(props: Props) {
  const t = useText(customerTexts)
  return <Branches {...props} title={t('group')} usual="annualRevenue" />
}

/** 推荐: who was brought by whom, and what each brought in all. */
export function ReferralTree(props: Props) {
  const t = useText(customerTexts)
  return fieldOf(props.object, 'referredBy') ? <Branches {...props} by="referredBy" title={t('referrals')} usual="wonAmount" /> : null
}

function Branches({ object, record, by, title, usual }: Props & { by?: string; title: string; usual: string }) {
  const t = useText(customerTexts)
  const label = useLabel()
  const { workspace } = useMeta()
  const { data } = useTree(object.key, record.id, by)
  const [chosen, setChosen] = useState<string | null>(null)
  const [top] = data?.nodes ?? []
  if (!data || !top || top.count < 2) return null
  const field = data.fields.includes(chosen ?? '') ? chosen : (data.fields.find((key) => key === usual) ?? data.fields[0])
  const ordered = walk(data.nodes, null)

  function sumOf(node: TreeNode): string {
    const value = field === undefined || field === null ? null : node.sums[field]
    if (value === null || value === undefined) return '—'
    return typeof value === 'string'
      ? formatMoney({ amount: value, currency: workspace.currency }, { style: 'compact' })
      : formatNumber(String(value), {})
  }

  return (
    <section className="sec" aria-label={title}>
      <h3>
        {title}
        <span className="small t3 group-count">{t('groupOf', { count: top.count })}</span>
        {data.fields.length > 0 && (
          <span className="end">
            <select className="field xs" aria-label={t('groupSum')} value={field ?? ''} onChange={(event) => setChosen(event.target.value)}>
              {data.fields.map((key) => {
                const meta = fieldOf(object, key)
                return meta ? (
                  <option key={key} value={key}>
                    {label(meta.label)}
                  </option>
                ) : null
              })}
            </select>
          </span>
        )}
      </h3>
      <ul className="group-tree">
        {ordered.map(({ node, depth }) => (
          <li key={node.id} style={{ paddingInlineStart: `${depth * 14}px` }} aria-current={node.id === record.id ? 'true' : undefined}>
            {node.id === record.id ? (
              <b className="el">{node.title}</b>
            ) : (
              <Link to="/$route/$id" params={{ route: object.route, id: node.id }} className="link el">
                {node.title}
              </Link>
            )}
            {node.count > 1 && <span className="small t3">{formatNumber(String(node.count), {})}</span>}
            {field && (
              <span className="end nw num" title={t('groupBranch', { title: node.title })}>
                {sumOf(node)}
              </span>
            )}
          </li>
        ))}
      </ul>
      {data.more && object.tree && by === undefined && (
        <Link
          to="/$route"
          params={{ route: object.route }}
          search={{ filter: { field: object.tree.parent, op: 'under', value: top.id } }}
          className="rel-all"
        >
          {t('groupMore')}
        </Link>
      )}
    </section>
  )
}

/** From the top down, each branch whole before the next. */
function walk(nodes: readonly TreeNode[], parent: string | null, depth = 0): { node: TreeNode; depth: number }[] {
  return nodes.filter((node) => node.parent === parent).flatMap((node) => [{ node, depth }, ...walk(nodes, node.id, depth + 1)])
}
