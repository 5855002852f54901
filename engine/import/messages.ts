import { defineMessages } from '../declare/messages.ts'

export const importMessages = defineMessages({
  import_file_empty: {
    zh: '文件里没有内容。换一个有数据的文件再上传。',
    en: 'The file is empty. Choose a file that holds data.',
  },
  import_not_a_table: {
    zh: '这是 {kind} 文件，不是文本表格。在表格软件里另存为 CSV（UTF-8）再上传。',
    en: 'This is a {kind} file, not a text table. Save it as CSV (UTF-8) in your spreadsheet program and upload that.',
  },
  import_unreadable_text: {
    zh: '按 {encoding} 编码读不出文字。选另一种编码，或另存为 UTF-8 再上传。',
    en: 'The text cannot be read as {encoding}. Choose another encoding, or save the file as UTF-8 and upload it again.',
  },
  import_open_quote: {
    zh: '第 {row} 行有一个引号没有成对。在文件里补上或删掉它，再上传。',
    en: 'A quotation mark in row {row} is never closed. Close or remove it in the file and upload it again.',
  },
  import_row_too_long: {
    zh: '第 {row} 行超过 100 万个字符，多半是缺了一个引号。检查这一行再上传。',
    en: 'Row {row} is longer than a million characters; a quotation mark is probably missing. Check that row and upload the file again.',
  },
  import_too_many_columns: {
    zh: '文件有 {count} 列，最多可以有 {max} 列。删掉不需要的列再上传。',
    en: 'The file has {count} columns; {max} are possible. Remove those you do not need and upload it again.',
  },
})
