import type { Context } from '../../engine/index.ts'

const kinds = [
  { zh: ['供应商', '采购方'], en: ['Supplier', 'Buyer'] },
  { zh: ['代理商', '厂商'], en: ['Agent', 'Principal'] },
  { zh: ['合作伙伴', '合作伙伴'], en: ['Partner', 'Partner'] },
  { zh: ['竞争对手', '竞争对手'], en: ['Competitor', 'Competitor'] },
  { zh: ['股东', '被投资方'], en: ['Shareholder', 'Holding'] },
  { zh: ['顾问', '委托方'], en: ['Adviser', 'Client'] },
  { zh: ['同学', '同学'], en: ['Fellow student', 'Fellow student'] },
  { zh: ['亲属', '亲属'], en: ['Relative', 'Relative'] },
] as const

/** Relations that a new workspace can name; they are its own from then on. */
export async function seedRelationKinds(context: Context): Promise<void> {
  const language = context.reader.model.workspace.locale === 'en' ? 'en' : 'zh'
  await context.bulk(
    kinds.map((kind) => {
      const [name, reverseName] = kind[language]
      return { kind: 'create' as const, object: 'relationKind', values: { name, reverseName } }
    }),
  )
}
