import '../import.css'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { CircleAlert, WandSparkles } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ObjectMeta } from '../../../data/client.ts'
import { inAreaOrder, useLabel, useMeta } from '../../../data/meta.ts'
import { problemText } from '../../../data/problems.ts'
import { Forbidden } from '../../../design/Forbidden.tsx'
import { Icon } from '../../../design/Icon.tsx'
import { isTyping } from '../../../frame/keys.ts'
import { Page } from '../../../frame/Page.tsx'
import { useText } from '../../../text/index.ts'
import { useUpload } from '../api.ts'
import { messages } from '../messages.ts'
import { StepBar } from '../StepBar.tsx'
import { madeByHand } from '../targets.ts'
import { DropZone } from './DropZone.tsx'
import { PasteTable } from './PasteTable.tsx'
import { fileOfText, isTable } from './pasted-table.ts'
import { SeveralFiles } from './SeveralFiles.tsx'

/** Which records, and the file or table that holds them. */
export function ImportNew() {
  const t = useText(messages)
  const { object: asked } = useSearch({ from: '/frame/imports/new' })
  const importable = inAreaOrder(useMeta()).filter(
    ({ key, may, internal }) => may.import && may.create && !internal && !madeByHand.has(key),
  )
  const chosen = importable.find(({ key }) => key === asked)

  return (
    <Page crumbs={[{ label: t('imports'), href: '/imports' }]} title={t('newTitle')}>
      <div className="imp">
        <StepBar now="stepUpload" />
        {importable.length > 0 ? <Upload objects={importable} chosen={chosen} /> : <Forbidden detail={t('mayNotImport')} />}
      </div>
    </Page>
  )
}

type Props = { objects: readonly ObjectMeta[] /** Without one, the file says itself what it holds. */; chosen: ObjectMeta | undefined }

function Upload({ objects, chosen }: Props) {
  const t = useText(messages)
  const navigate = useNavigate()
  const upload = useUpload()
  const [several, setSeveral] = useState<readonly File[]>([])
  const [isPasting, setPasting] = useState(false)

  function take(files: readonly File[]): void {
    const [file, second] = files
    if (!file || upload.isPending) return
    setSeveral(second ? files : [])
    if (second) upload.reset()
    else
      upload.mutate({ file, object: chosen?.key ?? '' }, { onSuccess: ({ id }) => void navigate({ to: '/imports/$id', params: { id } }) })
  }
  usePaste(take, t('pastedName'))

  return (
    <div className="imp-new">
      <h2 className="strong">{t('whatIsIt')}</h2>
      <ObjectChoice objects={objects} chosen={chosen} />
      {upload.error && (
        <div className="alert" role="alert" style={{ marginBottom: 12 }}>
          <CircleAlert className="i" aria-hidden="true" />
          <div>
            <b>{t('notATable')}</b>
            <div className="t2">
              {problemText(upload.error)} {t('nothingChanged')}
            </div>
          </div>
        </div>
      )}
      {several.length > 0 ? (
        <SeveralFiles files={several} object={chosen?.key ?? ''} onClose={() => setSeveral([])} />
      ) : (
        <DropZone isBusy={upload.isPending} onFiles={take} onPaste={() => setPasting(true)} />
      )}
      <p className="t3" style={{ marginTop: 12 }}>
        {t('afterUpload')}
      </p>
      {isPasting && (
        <PasteTable
          onClose={() => setPasting(false)}
          onText={(text) => {
            setPasting(false)
            take([fileOfText(text, t('pastedName'))])
          }}
        />
      )}
    </div>
  )
}

function ObjectChoice({ objects, chosen }: Props) {
  const t = useText(messages)
  const label = useLabel()
  const navigate = useNavigate()
  return (
    <div className="imp-objects" role="radiogroup" aria-label={t('whatIsIt')}>
      {[undefined, ...objects].map((object) => (
        // biome-ignore lint/a11y/useSemanticElements: drawn as buttons with an icon
        <button
          key={object?.key ?? ''}
          type="button"
          role="radio"
          aria-checked={object === chosen}
          onClick={() => void navigate({ to: '/imports/new', search: object ? { object: object.key } : {}, replace: true })}
        >
          {object ? <Icon name={object.icon} size="s" /> : <WandSparkles className="i s" aria-hidden="true" />}
          {object ? label(object.plural) : t('recogniseObject')}
        </button>
      ))}
    </div>
  )
}

/** A table or files pasted anywhere on the page are taken as if they had been dropped. */
function usePaste(take: (files: readonly File[]) => void, name: string): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target) || !event.clipboardData) return
      const files = [...event.clipboardData.files]
      const text = event.clipboardData.getData('text/plain')
      // A spreadsheet puts a picture of the cells beside their text.
      const taken = isTable(text) ? [fileOfText(text, name)] : files
      if (taken.length === 0) return
      event.preventDefault()
      take(taken)
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  })
}
