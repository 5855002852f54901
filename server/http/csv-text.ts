/** What spreadsheets would run or reckon begins with one of these; an apostrophe before it says that it is a text. */
const risky = /^[=+\-@\t\r\n＋－＝＠]/

/** Rows as CSV (RFC 4180) with the mark by which spreadsheets know UTF-8. */
export function csvText(rows: readonly (readonly string[])[]): string {
  const cell = (value: string): string => {
    const text = risky.test(value) ? `'${value}` : value
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return `\ufeff${rows.map((row) => row.map(cell).join()).join('\r\n')}\r\n`
}
