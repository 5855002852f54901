import { defineMessages } from '../../declare/messages.ts'

export const importProjectMessages = defineMessages({
  import_project_not_found: { zh: '没有找到这个迁移项目。', en: 'This migration project was not found.' },
  import_project_not_yours: {
    zh: '只有建立这个项目的人可以这样做。请对方来做，或自己新建一个项目。',
    en: 'Only the person who made this project may do that. Ask them, or make a project of your own.',
  },
  import_project_needs_right: {
    zh: '你没有导入数据的权限。请管理员在角色里开通。',
    en: 'You have no right to import. Ask an administrator to grant it to your role.',
  },
  import_project_needs_administrator: {
    zh: '只有管理员可以重新打开已签收的项目。',
    en: 'Only an administrator can open a signed project again.',
  },
  import_project_name_needed: { zh: '给项目起一个名称，最多 200 个字。', en: 'Give the project a name of at most 200 characters.' },
  import_project_running: {
    zh: '项目正在运行。等它结束，或先取消。',
    en: 'The project is running. Wait until it has ended, or cancel it first.',
  },
  import_project_not_running: { zh: '项目没有在运行。', en: 'The project is not running.' },
  import_project_signed: {
    zh: '项目已签收，不能再改。30 天内可由管理员重新打开。',
    en: 'The project was signed off and is closed. An administrator can open it again within 30 days.',
  },
  import_project_not_signed: { zh: '项目还没有签收。', en: 'The project has not been signed off.' },
  import_project_closed: {
    zh: '签收已超过 {days} 天，不能再打开。',
    en: 'It was signed off more than {days} days ago and cannot be opened any more.',
  },
  import_project_has_run: {
    zh: '项目已经运行过，不能删除。可以撤销它。',
    en: 'The project has been run and cannot be deleted. It can be undone.',
  },
  import_project_nothing_open: {
    zh: '没有等待导入的文件。先加入文件。',
    en: 'No file is waiting to come in. Add files first.',
  },
  import_project_file_twice: { zh: '同一个文件列了两次。只留一次。', en: 'A file is named twice. Name it once.' },
  import_project_too_many_files: { zh: '一个项目最多 {most} 个文件。', en: 'A project takes {most} files at most.' },
  import_project_file_is_in: {
    zh: '「{file}」已经导入，不能移出项目。先撤销它。',
    en: '“{file}” is in already and cannot leave the project. Undo it first.',
  },
  import_project_file_taken: {
    zh: '「{file}」已经导入过，或属于另一个项目。重新上传后再加入。',
    en: '“{file}” has been imported or belongs to another project. Upload it again to add it.',
  },
  import_project_title_missing: {
    zh: '文件「{file}」里没有哪一列填入名称。打开它，为「{field}」选一列。',
    en: 'In the file “{file}” no column fills the name. Open it and choose a column for “{field}”.',
  },
  import_project_stopped: {
    zh: '文件「{file}」导入失败，项目停在这里。处理后再次开始，会接着导入其余文件。',
    en: 'The file “{file}” failed, and the project stopped there. Mend it and start again: the other files go on.',
  },
  import_project_file_failed: {
    zh: '其余文件已导入，文件「{file}」失败。打开它看原因。',
    en: 'The other files are in; “{file}” failed. Open it to see why.',
  },
  import_project_file_cancelled: {
    zh: '文件「{file}」被取消，项目停在这里。再次开始会导入其余文件。',
    en: '“{file}” was cancelled, and the project stopped there. Start again to take in the other files.',
  },
  import_project_not_done: {
    zh: '项目还没有导入完，不能签收。',
    en: 'The project is not through yet and cannot be signed off.',
  },
  import_project_file_waits: {
    zh: '文件「{file}」还没有导入。先导入它，或把它移出项目，再签收。',
    en: '“{file}” has not come in. Take it in or out of the project, then sign off.',
  },
  import_project_note_needed: {
    zh: '有差异还没有原因。写明为什么仍然签收。',
    en: 'A difference has no reason yet. Say in the note why you sign all the same.',
  },
})
