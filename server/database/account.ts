import { readFile, stat } from 'node:fs/promises'

/** The system user that PostgreSQL runs as. It refuses to be root, so a server started as root lends it another user. */
export type DatabaseAccount = { uid: number; gid: number }

/** Null when the server is an ordinary user: PostgreSQL then simply runs as the same one. */
export async function databaseAccount(clusterFolder: string): Promise<DatabaseAccount | null> {
  if (process.getuid?.() !== 0) return null
  const made = await stat(clusterFolder).catch(() => null)
  if (made && made.uid !== 0) return { uid: made.uid, gid: made.gid }
  return accountBehindSudo() ?? (await accountFromList(['guanxi', 'postgres', 'nobody'])) ?? { uid: 65534, gid: 65534 }
}

function accountBehindSudo(): DatabaseAccount | null {
  const uid = Number(process.env.SUDO_UID)
  const gid = Number(process.env.SUDO_GID)
  return uid > 0 && gid > 0 ? { uid, gid } : null
}

async function accountFromList(names: readonly string[]): Promise<DatabaseAccount | null> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'))
  for (const name of names) {
    const line = lines.find(([user]) => user === name)
    const uid = Number(line?.[2])
    const gid = Number(line?.[3])
    if (uid > 0 && gid > 0) return { uid, gid }
  }
  return null
}
