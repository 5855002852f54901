import { defineMessages } from '../declare/messages.ts'

export const importMessages = defineMessages({
  import_file_empty: {
    zh: '文件里没有内容。换一个有数据的文件再上传。',
    en: 'The file is empty. Choose a file that holds data.',
  },
  import_not_a_table: {
    zh: '这是 {kind} 文件，里面没有可读的表格。上传 CSV、XLSX、XLS、vCard 或 JSON 文件。',
    en: 'This is a {kind} file, which holds no table that can be read. Upload CSV, XLSX, XLS, vCard or JSON.',
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
  import_file_broken: {
    zh: '文件已损坏，无法读取。在原来的程序里打开、另存一份再上传。',
    en: 'The file is damaged and cannot be read. Open it in the program it comes from, save it again and upload that.',
  },
  import_password_protected: {
    zh: '文件有密码保护。在原来的程序里去掉密码，另存一份再上传。',
    en: 'The file is protected by a password. Save it without one in the program it comes from and upload that.',
  },
  import_unpacks_too_large: {
    zh: '压缩文件解开后大得不合理，没有读取。解压后直接上传里面的表格。',
    en: 'What is packed in this file is out of all proportion, so it was not read. Unpack it and upload the table in it.',
  },
  import_workbook_too_large: {
    zh: '这种表格文件必须整份读入内存，这一份太大。另存为 XLSX 或 CSV 再上传。',
    en: 'Workbooks of this kind are read as a whole, and this one is too large for that. Save it as XLSX or CSV and upload that.',
  },
  import_takes_too_long: {
    zh: '读这个文件用时太久，已经停止。另存为 XLSX 或 CSV 再上传。',
    en: 'Reading this file took too long and was stopped. Save it as XLSX or CSV and upload that.',
  },
  import_archive_empty: {
    zh: '压缩包里没有文件。放入表格再上传。',
    en: 'There is no file in this archive. Put the table into it and upload it again.',
  },
  import_archive_nested: {
    zh: '「{name}」又是一个压缩包。解压后直接上传里面的表格。',
    en: '“{name}” is an archive inside of an archive. Unpack it and upload the table in it.',
  },
  import_entry_missing: {
    zh: '压缩包里没有「{name}」。从列表里选一个文件。',
    en: 'There is no “{name}” in this archive. Choose one of the files listed.',
  },
  import_sheet_missing: {
    zh: '没有名为「{name}」的工作表。从列表里选一个。',
    en: 'There is no sheet called “{name}”. Choose one of those listed.',
  },
  import_json_no_records: {
    zh: 'JSON 里没有记录。每条记录应是一个对象：每行一个，或放在一个数组里。',
    en: 'There are no records in this JSON. Each record is an object: one on each line, or all of them in an array.',
  },
  import_json_broken: {
    zh: '第 {row} 条数据不是完整的 JSON。补全括号和引号再上传。',
    en: 'Record {row} is no complete JSON. Close its brackets and quotes and upload the file again.',
  },
  import_not_found: { zh: '没有找到这次导入。', en: 'This import was not found.' },
  import_file_lost: { zh: '上传的文件已不在存储里。重新上传。', en: 'The uploaded file is not in the storage any more. Upload it again.' },
  import_already_started: { zh: '这次导入已经开始，不能再改。', en: 'This import has already begun and cannot be changed.' },
  import_not_finished: { zh: '导入还没有结束。等它结束，或先取消。', en: 'The import has not ended yet. Wait for it, or cancel it first.' },
  undo_changed_since: { zh: '「{field}」后来又改过，保留了现在的值。', en: '“{field}” was changed since; it keeps its present value.' },
  undo_touched_since: { zh: '导入后又改过这条记录，没有删除。', en: 'The record was changed since the import, so it was not deleted.' },
  undo_not_allowed: { zh: '您没有权限修改这条记录，它保持不变。', en: 'You may not change this record; it stays as it is.' },
  undo_held: { zh: '还有其他记录引用它，没有删除。', en: 'Other records point at it, so it was not deleted.' },
  undo_refused: {
    zh: '撤销会违反规则，这条记录保持不变。请手工修改。',
    en: 'Undoing it would break a rule; the record stays as it is. Change it by hand.',
  },
  undo_gone: { zh: '这条记录后来被删除了，没有恢复原值。', en: 'The record was deleted since; its values were not put back.' },
  undo_secret: {
    zh: '「{field}」是保密内容，历史里没有旧值，保持不变。',
    en: '“{field}” is secret and history holds no old value; it stays as it is.',
  },
  import_paused: {
    zh: '导入已暂停。请在导入页面继续或取消。',
    en: 'The import was paused. Resume or cancel it on its page.',
  },
  import_not_started: { zh: '导入还没有开始。', en: 'The import has not begun yet.' },
  import_undo_too_late: {
    zh: '导入结束 30 天后不能再整批撤销。请逐条修改，或用备份恢复。',
    en: 'An import can be undone as a whole for 30 days after it ended. Change the records one by one, or restore a backup.',
  },
  import_undone_already: { zh: '这次导入已经撤销。', en: 'This import has been undone already.' },
  import_title_missing: {
    zh: '没有哪一列填入「{field}」。先为它选一列，或给出固定内容。',
    en: 'No column fills “{field}”. Choose one for it, or give it a fixed text.',
  },
  import_object_unknown: {
    zh: '看不出这个文件里是什么记录。先选定要导入成什么，再上传。',
    en: 'What this file holds cannot be told from its columns. Say what its rows are to become, and upload it again.',
  },
  import_no_records: {
    zh: '这是 {system} 的「{table}」，里面没有可以导入的记录。{instead}',
    en: 'This is the {system} table “{table}”: it holds no records that are kept here. {instead}',
  },
  import_template_not_found: { zh: '没有找到这个映射模板。', en: 'This mapping template was not found.' },
  import_template_of_another: {
    zh: '这个映射模板是别人建的。另存一份自己的，再修改。',
    en: 'This mapping template belongs to somebody else. Save one of your own and change that.',
  },
  import_template_not_shared: {
    zh: '没有共享视图的权限，模板只能留作自己用。',
    en: 'You may not share views, so the template can only be kept for yourself.',
  },
  import_template_other_object: {
    zh: '这次导入的是另一种记录。为它另存一个模板。',
    en: 'That import is of other records. Save a template of its own for it.',
  },
  import_plan_invalid: { zh: '导入方案的 {where} 处无法读取。', en: 'The import plan cannot be read at {where}.' },
  import_field_twice: { zh: '有两列都填入「{field}」。只留一列。', en: 'Two columns fill “{field}”. Keep one of them.' },
  import_match_not_mapped: {
    zh: '按「{field}」查重，但没有哪一列填入它。',
    en: 'Duplicates are found by “{field}”, but no column fills it.',
  },
  import_match_not_possible: {
    zh: '不能按「{field}」查重：它不是文本、电话、邮箱、数字、日期、选项或引用。',
    en: 'Duplicates cannot be found by “{field}”: choose a text, phone, e-mail, number, date, choice or reference.',
  },
  column_not_importable: { zh: '「{field}」不能由文件填入。', en: '“{field}” cannot be filled from a file.' },

  cell_not_number: { zh: '「{text}」不是数字。', en: '“{text}” is no number.' },
  cell_not_yes_or_no: { zh: '「{text}」不是「是」或「否」。', en: '“{text}” is neither yes nor no.' },
  cell_not_date: { zh: '「{text}」不是存在的日期。', en: '“{text}” is no date that exists.' },
  cell_date_ambiguous: {
    zh: '「{text}」可能是两个日期。选定这一列是日在前还是月在前。',
    en: '“{text}” can be two dates. Say whether day or month comes first in this column.',
  },
  cell_phone_odd: { zh: '「{text}」位数不对，无法拨打；照原样保留。', en: '“{text}” cannot be dialled; it is kept as it stands.' },
  cell_read_as: { zh: '「{text}」已按「{meant}」识别。', en: '“{text}” was read as “{meant}”.' },
  cell_not_in_list: {
    zh: '「{text}」不在选项里。选一个选项，或新增为选项。',
    en: '“{text}” is not in the list. Choose a value of the list, or add it.',
  },
  cell_region_unknown: { zh: '「{text}」不是行政区划。例如 江苏 苏州', en: '“{text}” is no division of China. Try 江苏 苏州' },
  cell_record_unknown: {
    zh: '没有找到「{text}」。改为已有的一条，或选择新建。',
    en: '“{text}” was not found. Name one that is there, or have it made.',
  },
  cell_first_taken: {
    zh: '「{text}」里有几条，这里只指向一条：取「{meant}」。',
    en: '“{text}” names several records, and one is pointed at here: “{meant}” is taken.',
  },
  cell_names_several: {
    zh: '有几条都叫「{text}」，无法确定是哪一条。改用编号。',
    en: 'Several are called “{text}”. Use a number that tells them apart.',
  },
  cell_will_be_added: { zh: '「{text}」将新建。', en: '“{text}” will be made.' },
  cell_left_empty: { zh: '「{text}」没有导入，此项留空。', en: '“{text}” was not taken; the field stays empty.' },
  row_unreadable: {
    zh: '这一行无法读取。在文件里改正格式。',
    en: 'This row cannot be read. Correct how it is written in the file.',
  },
  row_too_wide: {
    zh: '这一行有 {found} 个单元格，表头只有 {expected} 个，多半错位了。',
    en: 'This row has {found} cells and the header {expected}: they have probably shifted.',
  },
  row_already_there: { zh: '已有这条记录。', en: 'This record is there already.' },
  row_undecided: {
    zh: '已有这条记录，但没有选择如何处理。请选择跳过、更新或新建，再导入。',
    en: 'This record is there already, and nobody chose what to do. Choose skip, update or create, and import it again.',
  },
  row_twice_in_file: { zh: '与第 {first} 行重复。', en: 'The same as row {first}.' },
})

/** What a cause is called where many cells share it. Other codes are told by their own words. */
export const importCauses = defineMessages({
  required: { zh: '必填，但为空', en: 'Required, but empty' },
  invalid_email: { zh: '不是邮箱地址', en: 'No e-mail address' },
  invalid_url: { zh: '不是网址', en: 'No web address' },
  cell_not_number: { zh: '不是数字', en: 'No number' },
  cell_not_yes_or_no: { zh: '不是「是」或「否」', en: 'Neither yes nor no' },
  cell_not_date: { zh: '不存在的日期', en: 'No date that exists' },
  cell_date_ambiguous: { zh: '日与月分不清', en: 'Day and month cannot be told apart' },
  cell_phone_odd: { zh: '位数不对，无法拨打', en: 'Cannot be dialled' },
  cell_read_as: { zh: '已按相近的值识别', en: 'Read as a similar value' },
  cell_not_in_list: { zh: '值不在选项里', en: 'Not in the list' },
  cell_region_unknown: { zh: '不是行政区划', en: 'No division of China' },
  cell_record_unknown: { zh: '找不到记录', en: 'No such record' },
  cell_first_taken: { zh: '几条里取了一条', en: 'One of several was taken' },
  cell_names_several: { zh: '名称对应多条记录', en: 'Several records of that name' },
  cell_will_be_added: { zh: '将新建', en: 'Will be made' },
  cell_left_empty: { zh: '留空导入', en: 'Left empty' },
  row_unreadable: { zh: '无法读取的行', en: 'Row that cannot be read' },
  row_too_wide: { zh: '单元格多于表头', en: 'More cells than the header' },
  row_already_there: { zh: '与已有记录重复', en: 'Already there' },
  row_twice_in_file: { zh: '在文件里重复', en: 'Twice in the file' },
})
