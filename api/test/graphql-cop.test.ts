import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './test-api.ts'
import { WAYS } from './ways.ts'

// What graphql-cop looks for, written from its descriptions (https://github.com/dolevf/graphql-cop), once where guests
// run the web app's documents only, and once where they may write their own: the limits do not lean on the former.

let closed: TestApi
let open: TestApi

beforeAll(async () => {
  closed = await startTestApi({ limits: { production: true, persistedDocumentsOnly: true } })
  open = await startTestApi({ limits: { production: true } })
})
afterAll(() => Promise.all([closed.stop(), open.stop()]))

const apis = [
  ['with persisted documents only', () => closed],
  ['with documents of their own', () => open],
] as const
const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ')

describe.each(apis)('of strangers %s', (_which, api) => {
  describe.each(WAYS)('over %s', (_way, ask) => {
    const refused = async (query: string) => {
      const { body } = await ask(api().url, { query })
      expect(body.data ?? null).toBeNull()
      return body.errors as { message: string; extensions: object }[]
    }

    test('1. a hundred and one aliases are refused', async () => {
      await refused(`query { ${times(101, (i) => `alias${i}: __typename`)} }`)
    })

    test('2. a batch of ten is refused', async () => {
      const batch = Array.from({ length: 10 }, () => ({ query: 'query { __typename }' }))
      const { body } = await ask(api().url, batch as object)
      expect(Array.isArray(body)).toBe(false)
      expect(body.data ?? null).toBeNull()
    })

    test('3. five hundred times the same field are refused', async () => {
      await refused(`query { ${times(500, () => '__typename')} }`)
    })

    test('4. ten directives on one field are refused, without an error for each', async () => {
      expect(await refused('query { __typename @aa@aa@aa@aa@aa@aa@aa@aa@aa@aa }')).toHaveLength(1)
    })

    test('5. a circle through the introspection is refused', async () => {
      const circle = `${'fields { type { '.repeat(4)}name${' } }'.repeat(4)}`
      await refused(`query { __schema { types { ${circle} } } }`)
    })

    test('6. fragments in a circle are refused', async () => {
      await refused('query { ...A } fragment A on Query { __typename ...B } fragment B on Query { ...A }')
    })

    test('7. there is no introspection', async () => {
      await refused('query { __schema { types { name fields { name } } } }')
    })

    test('8. names of fields are not suggested', async () => {
      expect(JSON.stringify(await refused('query { restauran(slug: "demo") { id } }'))).not.toMatch(
        /did you mean/i,
      )
      expect(JSON.stringify(await refused('query { __schema { directive } }'))).not.toMatch(/did you mean/i)
    })

    test('9. there are no traces', async () => {
      const { body } = await ask(api().url, { query: 'query { __typename }' })
      expect(JSON.stringify(body)).not.toMatch(/tracing|"extensions":\{"cost/i)
    })

    test('10. what is wrong is said without a stack', async () => {
      for (const query of ['qwerty { abc }', 'query { abc', '{'.repeat(5_000)]) {
        expect(JSON.stringify(await refused(query))).not.toMatch(/exception|stack|\.[jt]s:\d|node_modules/i)
      }
    })
  })

  test('11. a GET by a page of another site brings nothing', async () => {
    const response = await fetch(`${api().url}?${new URLSearchParams({ query: 'query { __typename }' })}`)
    expect(response.status).toBe(400)
    expect(await response.text()).not.toMatch(/"data"/)
  })

  test('12. a mutation by GET does nothing, with whatever header', async () => {
    const query = 'mutation { signIn(input: { email: "a", password: "b" }) { __typename } }'
    const response = await fetch(`${api().url}?${new URLSearchParams({ query })}`, {
      headers: { 'x-menumate-csrf': '1' },
    })
    expect(response.status).toBe(405)
  })

  test('13. a form sent by a page of another site does nothing', async () => {
    const response = await fetch(api().url, {
      method: 'POST',
      body: new URLSearchParams({ query: 'query { __typename }' }),
    })
    expect(response.status).toBe(415)
  })

  test.each(['/graphql', '/graphiql', '/playground', '/console'])(
    'and there is no GraphiQL at %s',
    async (path) => {
      const response = await fetch(new URL(path, api().url), { headers: { accept: 'text/html' } })
      expect(await response.text()).not.toMatch(/graphiql|graphql playground/i)
    },
  )
})
