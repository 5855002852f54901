import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { test } from 'vitest'
import { testEngine } from '../../testing/workspace.ts'
import { writeExport } from './write-export.ts'

const freshWorkspace = await testEngine()

test('try', async () => {
  const { admin } = await freshWorkspace()
  const hostile = ['=1+1', '+cmd|calc', '-2', '-2+3', '@SUM(A1)', '\tx', '＝1', "'=x", '<a&b>"c"\\n', 'a\nb,c', '😀𠮷㐀']
  await admin.bulk(
    hostile.map((name, i) => ({
      kind: 'create' as const,
      object: 'account',
      values: {
        name,
        shortName: `x${i}\\`,
        phone: '+86-13812345678',
        level: 'vip',
        region: '320508',
        annualRevenue: '12345.60',
        creditLimit: '5',
        foundedYear: 1998,
        employees: 1200,
        listedOn: '2001-02-03',
        email: 'a@b.cn',
        address: { region: '3205', street: '人民路1号' },
      },
    })),
  )
  for (const request of [
    { object: 'account', format: 'csv' as const, fields: ['*'] },
    { object: 'account', format: 'csv' as const, machine: true, fields: ['*'] },
    { object: 'account', format: 'csv' as const, encoding: 'gb18030' as const, delimiter: ';' as const },
    { object: 'account', format: 'xlsx' as const, fields: ['*'] },
    { object: 'account', format: 'vcard' as const },
  ]) {
    const path = `/tmp/gx-c/out.${request.format}`
    const rows = await admin.snapshot((snapshot) =>
      writeExport(
        snapshot,
        {
          reader: admin.reader,
          request,
          regionNames: new Map([
            ['3205', '江苏 苏州'],
            ['320508', '江苏 苏州 姑苏区'],
          ]),
        },
        createWriteStream(path),
      ),
    )
    console.log(request, rows)
    if (request.format !== 'xlsx') console.log(new TextDecoder(request.encoding ?? 'utf-8').decode(await readFile(path)))
  }
})
