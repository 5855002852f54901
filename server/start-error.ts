/** Why a start or a command was refused: one sentence for a person at a terminal, and exit code 1. */
export class StartError extends Error {
  readonly code: StartErrorCode
  readonly parameters: Record<string, string | number>

  constructor(code: StartErrorCode, parameters: Record<string, string | number> = {}, cause?: unknown) {
    super(sentence(code, parameters, 'en'), cause === undefined ? undefined : { cause })
    this.name = 'StartError'
    this.code = code
    this.parameters = parameters
  }

  inLanguage(language: Language): string {
    return sentence(this.code, this.parameters, language)
  }
}

export type Language = 'zh' | 'en'
export type StartErrorCode = keyof typeof sentences

/** The terminal's language, from the same variables as every other program there. */
export function terminalLanguage(environment: NodeJS.ProcessEnv = process.env): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || ''
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/** Turns what the file system says about the data folder into a sentence; anything else is returned as it is. */
export function explainFileError(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') return new StartError('disk_full', { folder }, error)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return new StartError('not_writable', { folder }, error)
  return error
}

function sentence(code: StartErrorCode, parameters: Record<string, string | number>, language: Language): string {
  return sentences[code][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole))
}

const sentences = {
  setting_not_a_number: {
    zh: '{name} 的值“{value}”无效：应为 {from} 到 {to} 之间的整数。',
    en: '{name} is "{value}"; it has to be a whole number from {from} to {to}.',
  },
  setting_not_a_web_address: {
    zh: '{name} 的值“{value}”无效：应为不带路径的网址，例如 https://crm.example.com。',
    en: '{name} is "{value}"; it has to be a web address without a path, such as https://crm.example.com.',
  },
  setting_not_a_choice: {
    zh: '{name} 的值“{value}”无效：应为 {choices} 之一。',
    en: '{name} is "{value}"; it has to be one of {choices}.',
  },
  setting_not_a_database_address: {
    zh: '{name} 无效：应为 postgres://用户:密码@主机:端口/数据库 的形式。',
    en: '{name} has to look like postgres://user:password@host:port/database.',
  },
  setting_not_a_mail_server: {
    zh: '{name} 无效：应为 smtp://用户:密码@主机:587 或 smtps://用户:密码@主机:465 的形式。',
    en: '{name} has to look like smtp://user:password@host:587 or smtps://user:password@host:465.',
  },
  mail_from_missing: {
    zh: '设置了 GUANXI_SMTP_URL，却没有设置 GUANXI_MAIL_FROM。请填写发件人，例如 Guanxi <crm@example.com>。',
    en: 'GUANXI_SMTP_URL is set and GUANXI_MAIL_FROM is not. Say whom the mails come from, such as Guanxi <crm@example.com>.',
  },
  app_url_without_owner_url: {
    zh: '设置了 DATABASE_APP_URL，却没有设置 DATABASE_URL。请同时设置两者，或都不设置以使用内置数据库。',
    en: 'DATABASE_APP_URL is set and DATABASE_URL is not. Set both, or neither to use the embedded database.',
  },
  port_taken: {
    zh: '端口 {port} 已被其他程序占用。请先停止该程序，或用 PORT 指定其他端口。',
    en: 'Port {port} is taken by another program. Stop that program, or choose another port with PORT.',
  },
  port_not_allowed: {
    zh: '不允许使用端口 {port}。请用 PORT 指定 1024 以上的端口。',
    en: 'Port {port} may not be used by this user. Choose one above 1024 with PORT.',
  },
  host_unknown: {
    zh: '无法在地址 {host} 上监听。请检查 HOST。',
    en: 'This machine cannot listen on {host}. Check HOST.',
  },
  already_running: {
    zh: '数据文件夹 {folder} 正由另一个 Guanxi 使用（{holder}）。请先停止它，或用 GUANXI_DATA 指定其他文件夹。',
    en: 'Another Guanxi is using the data folder {folder} ({holder}). Stop it first, or choose another folder with GUANXI_DATA.',
  },
  disk_full: {
    zh: '{folder} 所在磁盘已满。请腾出空间后重新启动；数据未受影响。',
    en: 'The disk that holds {folder} is full. Free some space and start again; the data is untouched.',
  },
  not_writable: {
    zh: '无法写入 {folder}。请检查该文件夹的所有者和权限；数据未受影响。',
    en: '{folder} cannot be written. Check who owns the folder and its permissions; the data is untouched.',
  },
  no_embedded_database: {
    zh: '本系统（{platform}）没有可用的内置数据库。请安装 PostgreSQL 15 或更高版本，并设置 DATABASE_URL。',
    en: 'There is no embedded database for this system ({platform}). Install PostgreSQL 15 or later and set DATABASE_URL.',
  },
  cannot_leave_root: {
    zh: '数据库不能以 root 身份运行，而此处无法切换到其他用户。请以普通用户启动，或设置 DATABASE_URL。',
    en: 'The database cannot run as root, and switching to another user is not possible here. Start as an ordinary user, or set DATABASE_URL.',
  },
  database_belongs_to_other: {
    zh: '{folder} 属于另一个用户（uid {uid}）。请以该用户或 root 身份启动。',
    en: '{folder} belongs to another user (uid {uid}). Start as that user or as root.',
  },
  database_other_major: {
    zh: '{folder} 中的数据库版本为 PostgreSQL {found}，而本版本使用 {expected}。请用原版本导出数据后再导入；数据未受影响。',
    en: 'The database in {folder} was made by PostgreSQL {found}, and this release brings {expected}. Export with the earlier release and import here; the data is untouched.',
  },
  database_incomplete: {
    zh: '{folder} 不是完整的数据库文件夹。请从备份恢复，或将其移走后重新启动。',
    en: '{folder} is not a whole database. Restore it from a backup, or move it away and start again.',
  },
  database_did_not_start: {
    zh: '数据库无法启动：{reason}。详情见 {log}。',
    en: 'The database did not start: {reason}. Details are in {log}.',
  },
  database_did_not_stop: {
    zh: '上次遗留的数据库进程（{pid}）无法停止。请手动结束它，然后重新启动。',
    en: 'A database process left from an earlier start ({pid}) does not stop. End it by hand and start again.',
  },
  database_kept_failing: {
    zh: '数据库反复意外停止，服务器已退出：{reason}。',
    en: 'The database kept stopping by itself, so the server has stopped: {reason}.',
  },
  database_unreachable: {
    zh: '无法连接数据库 {database}：{reason}。请检查 {variable}。',
    en: 'The database {database} cannot be reached: {reason}. Check {variable}.',
  },
  postgres_too_old: {
    zh: '数据库版本为 PostgreSQL {found}，需要 15 或更高版本。',
    en: 'The database is PostgreSQL {found}; version 15 or later is needed.',
  },
  database_not_utf8: {
    zh: '数据库编码为 {found}，需要 UTF8。请用 ENCODING UTF8 重新创建数据库。',
    en: 'The database is encoded in {found}; UTF8 is needed. Create it again with ENCODING UTF8.',
  },
  migration_changed: {
    zh: '迁移 {name} 在应用之后被修改过。请恢复原文件；已应用的迁移不可更改。',
    en: 'The migration {name} was changed after it was applied. Bring the original file back; what was applied stays as it was.',
  },
  migration_from_newer: {
    zh: '此数据库来自更新的版本（迁移 {name}）。请启动该版本，或恢复备份。',
    en: 'This database is from a newer version (migration {name}). Start that version, or restore a backup.',
  },
  migration_failed: {
    zh: '迁移 {name} 失败：{reason}。数据库保持原状。',
    en: 'The migration {name} failed: {reason}. The database is as it was before it.',
  },
  migration_name: {
    zh: '迁移文件名 {name} 不符合 20261122T0930-name.sql 的格式，或时间戳重复。',
    en: 'The migration file {name} is not named like 20261122T0930-name.sql, or its timestamp is used twice.',
  },
  migration_waited: {
    zh: '另一台服务器正在迁移数据库，等待已超时。请稍后重新启动。',
    en: 'Another server is still migrating this database. Start again when it has finished.',
  },
  app_role_missing: {
    zh: '数据库中没有角色 {role}，且 DATABASE_URL 的用户无权创建。请创建该角色（LOGIN，无其他特权）并设置 DATABASE_APP_URL。',
    en: 'The database has no role {role}, and the user of DATABASE_URL may not create one. Create it (LOGIN, nothing more) and set DATABASE_APP_URL.',
  },
  app_role_password_unknown: {
    zh: '角色 {role} 已存在，但其密码未知。请设置 DATABASE_APP_URL。',
    en: 'The role {role} exists already and its password is not known here. Set DATABASE_APP_URL.',
  },
  app_role_is_superuser: {
    zh: '拒绝启动：服务所用的数据库角色 {role} 是超级用户。请在 DATABASE_APP_URL 中换用只有 LOGIN 权限的角色。',
    en: 'Refusing to serve: the database role {role} is a superuser. Give DATABASE_APP_URL a role with LOGIN and nothing more.',
  },
  app_role_bypasses: {
    zh: '拒绝启动：服务所用的数据库角色 {role} 拥有 BYPASSRLS。请在 DATABASE_APP_URL 中换用只有 LOGIN 权限的角色。',
    en: 'Refusing to serve: the database role {role} has BYPASSRLS. Give DATABASE_APP_URL a role with LOGIN and nothing more.',
  },
  app_role_owns: {
    zh: '拒绝启动：服务所用的数据库角色 {role} 拥有数据表。请在 DATABASE_APP_URL 中换用与 DATABASE_URL 不同的角色。',
    en: 'Refusing to serve: the database role {role} owns tables. Give DATABASE_APP_URL a role other than the one of DATABASE_URL.',
  },
} satisfies Record<string, Record<Language, string>>
