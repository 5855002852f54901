import Fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BusyError, defineMessages, InvalidInputError } from '../../engine/index.ts'
import { registerLanguage } from './caller.ts'
import { serverMessages } from './messages.ts'
import { problemsIn, registerProblems } from './problems.ts'

const logged: string[] = []
const app = Fastify({
  ajv: { customOptions: { removeAdditional: false } },
  logger: { level: 'warn', stream: { write: (line: string) => logged.push(line) } },
})
const messages = defineMessages({ credit_exceeded: { zh: '金额 {total} 超过额度。', en: 'The amount {total} is above the limit.' } })

beforeAll(async () => {
  registerLanguage(app)
  registerProblems(app, problemsIn([messages, serverMessages]))
  app.get('/bug', () => {
    throw Object.assign(new Error('duplicate key value violates "account_pkey"'), {
      detail: 'Key (phone)=(13800000000)',
      query: 'select secret',
    })
  })
  app.get('/away', () => {
    throw Object.assign(new Error('terminating connection'), { code: '57P01' })
  })
  app.get('/busy', () => {
    throw new BusyError('unavailable')
  })
  app.get('/rule', () => {
    throw new InvalidInputError('credit_exceeded', {
      field: 'amount',
      total: '12',
      details: [{ code: 'credit_exceeded', field: 'amount', parameters: { total: '12' } }],
    })
  })
  app.post(
    '/strict',
    {
      schema: {
        body: { type: 'object', required: ['name'], additionalProperties: false, properties: { name: { type: 'string', maxLength: 3 } } },
      },
    },
    () => ({}),
  )
  await app.ready()
})
afterAll(() => app.close())

const english = { 'accept-language': 'en' }

test('what nobody foresaw is a reference for the reader and a cause in the log', async () => {
  const { statusCode, body } = await app.inject({ url: '/bug', headers: english })

  const problem = JSON.parse(body) as { reference: string; detail: string }
  expect(statusCode).toBe(500)
  expect(problem.reference).toMatch(/^[2-9A-HJ-NP-Z]{4}$/)
  expect(problem.detail).toBe(`Something broke, reference ${problem.reference}. Please tell your administrator.`)
  expect(body).not.toMatch(/account_pkey|13800000000|select/)
  expect(logged.join('')).toContain(problem.reference)
  expect(logged.join('')).toContain('account_pkey')
})

test('a database that is away is no bug: try again', async () => {
  const { statusCode, headers, json } = await app.inject('/away')

  expect([statusCode, headers['retry-after'], json().code]).toEqual([503, '5', 'unavailable'])
  expect((await app.inject('/busy')).statusCode).toBe(503)
})

test('a refusal carries code, field, parameters and words in both languages', async () => {
  const chinese = (await app.inject('/rule')).json()
  const inEnglish = (await app.inject({ url: '/rule', headers: english })).json()

  expect(chinese).toEqual({
    type: 'urn:guanxi:problem:credit_exceeded',
    title: '输入有误',
    status: 400,
    code: 'credit_exceeded',
    detail: '金额 12 超过额度。',
    field: 'amount',
    parameters: { total: '12' },
    errors: [{ code: 'credit_exceeded', field: 'amount', detail: '金额 12 超过额度。' }],
  })
  expect(inEnglish).toMatchObject({ title: 'Invalid input', detail: 'The amount 12 is above the limit.' })
})

test.each([
  [{}, 'missing_value', 'name'],
  [{ name: 'long' }, 'value_out_of_range', 'name'],
  [{ name: 'a', more: 1 }, 'unknown_field', 'more'],
])('the body %j is refused as %s', async (payload, code, field) => {
  const { statusCode, json } = await app.inject({ method: 'POST', url: '/strict', payload })

  expect(statusCode).toBe(400)
  expect(json()).toMatchObject({ code, field })
})

test('every message of the server is there in both languages', () => {
  for (const { zh, en } of Object.values(serverMessages))
    expect([/[\u4e00-\u9fff]/.test(zh), /[\u4e00-\u9fff]/.test(en)]).toEqual([true, false])
})
