import { useState } from 'react'
import { client, type RecordJson } from '../../data/client.ts'
import { problemText } from '../../data/problems.ts'
import { rereadObject, showUndo } from '../../data/records.ts'
import { showToast } from '../../data/toasts.ts'
import { translate } from '../../text/index.ts'
import { pageTexts } from './messages.ts'

export type FilePreviewKind = 'image' | 'pdf' | 'text' | 'none'

const mostPreviewedText = 2_000_000

/** How a file can be looked at here. Pictures drawn by script (SVG) and web pages are never opened inside the app. */
export function previewKind(type: string): FilePreviewKind {
  if (type === 'application/pdf') return 'pdf'
  if (/^image\/(png|jpeg|gif|webp|avif|bmp)$/.test(type)) return 'image'
  if (type === 'text/plain' || type === 'text/csv' || type === 'text/markdown' || type === 'application/json') return 'text'
  return 'none'
}

/** The beginning of a text file. */
export async function readText(id: string, signal: AbortSignal): Promise<{ text: string; isCut: boolean }> {
  const response = await client.fetch('GET', `/files/${id}/content`, { signal })
  const text = await response.text()
  return { text: text.slice(0, mostPreviewedText), isCut: text.length > mostPreviewedText }
}

export type Upload = { name: string; state: 'running' | 'failed'; reason?: string }

/** Uploads to a record, one after another; a failed one says why and leaves the others alone. */
export function useUploads(object: string, recordId: string) {
  const [uploads, setUploads] = useState<readonly Upload[]>([])

  async function upload(files: readonly File[]): Promise<RecordJson[]> {
    const done: RecordJson[] = []
    for (const file of files) {
      setUploads((now) => [...now, { name: file.name, state: 'running' }])
      try {
        const { record, changeId } = await client.files.upload(file, { name: file.name, object, recordId })
        done.push(record)
        showUndo(translate(pageTexts, 'uploaded', { name: file.name }), changeId)
      } catch (error) {
        showToast({ kind: 'failed', text: translate(pageTexts, 'uploadFailed', { name: file.name, reason: problemText(error) }) })
      }
      setUploads((now) => now.filter((one) => one.name !== file.name))
    }
    if (done.length > 0) rereadObject('file')
    return done
  }

  return { uploads, upload }
}
