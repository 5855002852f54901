import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { client } from '../../data/client.ts'
import { Dialog } from '../../design/Dialog.tsx'
import { useText } from '../../text/index.ts'
import { previewKind, readText } from './files.ts'
import { pageTexts } from './messages.ts'

type Props = { id: string; name: string; type: string; onClose: () => void }

/** Looks at a file without leaving the page: pictures, PDF and text; anything else is downloaded. */
export function FilePreview({ id, name, type, onClose }: Props) {
  const t = useText(pageTexts)
  const kind = previewKind(type)
  return (
    <Dialog
      title={name}
      onClose={onClose}
      width={960}
      className="file-preview"
      extra={
        <a className="btn sm" href={client.files.contentUrl(id, { download: true })} download={name}>
          <Download className="i s" aria-hidden="true" />
          {t('download')}
        </a>
      }
    >
      <div className="preview-body">
        {kind === 'image' && <img src={client.files.contentUrl(id)} alt={name} />}
        {kind === 'pdf' && <iframe src={client.files.contentUrl(id)} title={name} />}
        {kind === 'text' && <TextPreview id={id} />}
        {kind === 'none' && <p className="t2">{t('noPreview')}</p>}
      </div>
    </Dialog>
  )
}

function TextPreview({ id }: { id: string }) {
  const t = useText(pageTexts)
  const { data, error } = useQuery({
    queryKey: ['file-text', id],
    queryFn: ({ signal }) => readText(id, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (error) return <p className="t2">{t('previewFailed')}</p>
  if (!data) return null
  return (
    <pre>
      {data.text}
      {data.isCut && `\n\n${t('previewLong')}`}
    </pre>
  )
}
