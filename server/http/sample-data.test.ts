import { expect, test } from 'vitest'
import { colleague, setUp, testApp } from '../../testing/app.ts'

test('sample data comes into an empty workspace, once, and for its administrator', async () => {
  const server = await testApp()
  const admin = await setUp(server)
  const lin = await colleague(server, admin, '林悦', { account: { read: 'all' } })

  expect(await lin.post('/sample-data', {})).toMatchObject({ status: 403, body: { code: 'administrators_only' } })
  const answers = await Promise.all([admin.post('/sample-data', {}), admin.post('/sample-data', {})])

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
  expect(answers.find(({ status }) => status === 422)?.body).toMatchObject({ code: 'sample_there_already' })
  const count = async () => Number((await admin.get('/accounts/count')).body.count)
  await expect.poll(count, { timeout: 20_000 }).toBeGreaterThan(0)
  expect(await admin.post('/sample-data', {})).toMatchObject({ status: 422, body: { code: 'sample_needs_empty' } })
})
