import type { ObjectMeta, RecordJson } from '../data/client.ts'
import { inSentence, useLabel } from '../data/meta.ts'
import { Page } from '../frame/Page.tsx'
import { common, useText } from '../text/index.ts'
import { RecordForm } from './form/RecordForm.tsx'

type Props = { object: ObjectMeta; initial: Record<string, unknown> | undefined; onDone: (record: RecordJson | null) => void }

/** A form with an address of its own, for links such as "new contact of this account". */
export function NewRecordPage({ object, initial, onDone }: Props) {
  const t = useText(common)
  const label = useLabel()
  return (
    <Page object={object} title={t('newOf', { object: inSentence(label(object.label)) })}>
      <div className="form-page">
        <RecordForm object={object.key} {...(initial ? { initial } : {})} onDone={onDone} />
      </div>
    </Page>
  )
}
