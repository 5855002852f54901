/** A table as spreadsheets and web pages put it on the clipboard: tabs between the cells, or lines of text with another delimiter. */
export function isTable(text: string): boolean {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  return lines.length > 1 && (text.includes('\t') || /[,;|]/.test(lines[0] ?? '') || lines.every((line) => line.length < 200))
}

/** The pasted text as a file, so that it takes the same way as any other. */
export function fileOfText(text: string, name: string): File {
  return new File([text], `${name}.${text.includes('\t') ? 'tsv' : 'csv'}`, { type: 'text/plain' })
}
