import type { Command } from 'commander'
import { checkPassword, foldedEmail } from '../identity/members.ts'
import type { Language } from '../start-error.ts'
import { roleNamed, users, userWithEmail, workspaceNamed } from './find.ts'
import { passwordFor, printTable, withEngine } from './with-engine.ts'

const words = {
  user: { zh: '管理用户', en: 'Look after users' },
  list: { zh: '列出用户', en: 'List the users' },
  add: { zh: '新建可以登录的用户', en: 'Add a user who can sign in' },
  deactivate: { zh: '停用用户：不能再登录，记录保留', en: 'Deactivate a user: no sign-in any more, records stay' },
  reset: { zh: '重设密码，并退出该用户的所有登录', en: 'Set a new password and end all sessions of the user' },
  resetFactor: {
    zh: '取消两步验证（手机丢失时），并退出该用户的所有登录',
    en: 'Take the second factor away, when the phone is lost, and end all sessions of the user',
  },
  workspace: { zh: '工作区的编号或名称（只有一个时可省略）', en: 'Id or name of the workspace; not needed when there is one' },
  name: { zh: '姓名', en: 'Name' },
  email: { zh: '邮箱', en: 'E-mail' },
  role: { zh: '角色名称，可重复', en: 'Name of a role; may be repeated' },
  passwordStdin: { zh: '从标准输入读取密码；否则生成一个', en: 'Read the password from standard input; else one is made' },
  headings: { zh: ['邮箱', '姓名', '角色', '启用'], en: ['e-mail', 'name', 'roles', 'active'] },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
  added: { zh: '已添加 {email}。', en: 'Added {email}.' },
  password: { zh: '密码（只显示这一次）：{password}', en: 'Password, shown this once: {password}' },
  keptPassword: { zh: '此人已有账号，密码不变。', en: 'This person already has an account and keeps its password.' },
  deactivated: { zh: '已停用 {email}。', en: 'Deactivated {email}.' },
  factorGone: { zh: '已取消 {email} 的两步验证。', en: 'Took the second factor of {email} away.' },
  noFactor: { zh: '{email} 没有开启两步验证。', en: '{email} has no second factor.' },
  changed: { zh: '已重设 {email} 的密码。', en: 'Set a new password for {email}.' },
} as const

type Place = { workspace?: string }
type AddOptions = Place & { name: string; email: string; role: string[]; passwordStdin?: boolean }

export function registerUser(program: Command, language: Language): void {
  const user = program.command('user').description(words.user[language])
  const sayPassword = (password: string, isNew: boolean) => {
    if (isNew) console.log(words.password[language].replace('{password}', password))
  }

  user
    .command('list')
    .description(words.list[language])
    .option('--workspace <workspace>', words.workspace[language])
    .action((options: Place) =>
      withEngine(language, async (parts) => {
        const { workspace_id } = await workspaceNamed(parts, options.workspace)
        const rows = await users(await parts.engine.systemContext(workspace_id, 'command'))
        const cells = rows.map((row) => [
          row.email ?? '',
          row.name,
          row.roles.map(({ title }) => title).join(', '),
          (row.active ? words.yes : words.no)[language],
        ])
        printTable([words.headings[language], ...cells])
      }),
    )

  user
    .command('add')
    .description(words.add[language])
    .requiredOption('--name <name>', words.name[language])
    .requiredOption('--email <email>', words.email[language])
    .option('--role <role>', words.role[language], (role: string, roles: string[]) => [...roles, role], [])
    .option('--workspace <workspace>', words.workspace[language])
    .option('--password-stdin', words.passwordStdin[language])
    .action((options: AddOptions) =>
      withEngine(language, async (parts) => {
        const { workspace_id: workspaceId } = await workspaceNamed(parts, options.workspace)
        const context = await parts.engine.systemContext(workspaceId, 'command')
        const email = foldedEmail(options.email)
        const { password, isNew } = await passwordFor(options)
        checkPassword(password)
        const roles: string[] = []
        for (const role of options.role) roles.push(await roleNamed(context, role))
        const { id } = await context.write({ kind: 'create', object: 'user', values: { name: options.name, email, roles } })
        const member = await parts.identity.members.add({ workspaceId, principalId: id, name: options.name, email, password })
        console.log(words.added[language].replace('{email}', email))
        if (member.isNew) sayPassword(password, isNew)
        else console.log(words.keptPassword[language])
      }),
    )

  user
    .command('deactivate <email>')
    .description(words.deactivate[language])
    .option('--workspace <workspace>', words.workspace[language])
    .action((email: string, options: Place) =>
      withEngine(language, async (parts) => {
        const { workspace_id: workspaceId } = await workspaceNamed(parts, options.workspace)
        const context = await parts.engine.systemContext(workspaceId, 'command')
        const { id } = await userWithEmail(context, email)
        await context.write({ kind: 'update', object: 'user', id, values: { active: false } })
        await parts.identity.members.setActive(workspaceId, id, false)
        console.log(words.deactivated[language].replace('{email}', email))
      }),
    )

  user
    .command('reset-password <email>')
    .description(words.reset[language])
    .option('--workspace <workspace>', words.workspace[language])
    .option('--password-stdin', words.passwordStdin[language])
    .action((email: string, options: Place & { passwordStdin?: boolean }) =>
      withEngine(language, async (parts) => {
        const { workspace_id: workspaceId } = await workspaceNamed(parts, options.workspace)
        const { id, name } = await userWithEmail(await parts.engine.systemContext(workspaceId, 'command'), email)
        const { password, isNew } = await passwordFor(options)
        // Whoever runs this command owns the installation: it may also reset somebody who belongs to several workspaces.
        const member = await parts.identity.members.membershipOf(workspaceId, id)
        if (member) {
          await parts.identity.members.replacePassword(member.identityId, password)
          await parts.identity.sessions.endAll(member.identityId)
          await parts.identity.lockOut.succeeded(member.email)
        } else await parts.identity.members.add({ workspaceId, principalId: id, name, email, password })
        console.log(words.changed[language].replace('{email}', email))
        sayPassword(password, isNew)
      }),
    )

  user
    .command('reset-second-factor <email>')
    .description(words.resetFactor[language])
    .option('--workspace <workspace>', words.workspace[language])
    .action((email: string, options: Place) =>
      withEngine(language, async (parts) => {
        const { workspace_id: workspaceId } = await workspaceNamed(parts, options.workspace)
        const context = await parts.engine.systemContext(workspaceId, 'command')
        const { id, name } = await userWithEmail(context, email)
        const member = await parts.identity.members.membershipOf(workspaceId, id)
        const gone = member
          ? [await parts.identity.secondFactor.remove(member.identityId), await parts.identity.passkeys.removeAll(member.identityId)]
          : []
        const isGone = gone.includes(true)
        if (member && isGone) {
          await parts.identity.sessions.endAll(member.identityId)
          await context.transaction((inside) =>
            inside.audit('second_factor.reset', { object: 'user', details: { user: { id, title: name } } }),
          )
        }
        console.log(words[isGone ? 'factorGone' : 'noFactor'][language].replace('{email}', email))
      }),
    )
}
