import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, RESET_PASSWORD } from '../../test/identity.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { resetLinkCommand } from './reset-link.command.ts'

describe('pnpm account:reset-link', () => {
  let api: TestApi
  beforeAll(async () => {
    api = await startTestApi({ sendsMail: false })
  })
  afterAll(() => api.stop())

  async function run(...args: string[]) {
    const [output, errors] = [new PassThrough(), new PassThrough()]
    let opened = 0
    let closed = 0
    const exitCode = await resetLinkCommand(args, {
      output,
      errors,
      async open() {
        opened += 1
        const config = {
          production: true,
          authSecret: 'x'.repeat(32),
          publicUrl: 'https://menumate.example/',
          port: 4000,
        }
        return {
          db: api.db,
          config,
          close: async () => {
            closed += 1
          },
        }
      },
    })
    for (const stream of [output, errors]) stream.end()
    expect(closed).toBe(opened)
    return { exitCode, opened: opened > 0, output: await text(output), errors: await text(errors) }
  }

  test('prints a link by which its account gets a new password, once', async () => {
    await api.db.user.update({ where: { email: 'server@demo.test' }, data: { email: 'lia@demo.test' } })
    const { exitCode, output, errors } = await run('--email', 'Lia@demo.test')
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' })
    const [, token] = /^https:\/\/menumate\.example\/reset-password#(\S+)\n$/.exec(output) ?? []
    const input = { token, newPassword: 'a pot of better tea' }
    expect(await ask(api.http(), RESET_PASSWORD, { input })).toEqual({ reset: true })
    expect(await ask(api.http(), RESET_PASSWORD, { input })).toEqual({ code: 'LINK_INVALID' })
  })

  test.each([
    [[], '--email is missing: it must be the address of an account', false],
    [['--mail=x'], "Unknown option '--mail'", false],
    [['--email=nobody@demo.test'], '--email: no account has the address nobody@demo.test', true],
  ])('makes no link of %j, and says why', async (args, reason, opens) => {
    const { exitCode, output, errors, opened } = await run(...args)
    expect({ exitCode, output, opened }).toEqual({ exitCode: 1, output: '', opened: opens })
    expect(errors).toContain(`No link was made.\n${reason}`)
  })

  test('says what it does', async () => {
    const { exitCode, output, opened } = await run('--help')
    expect({ exitCode, opened }).toEqual({ exitCode: 0, opened: false })
    expect(output).toContain('--email ')
  })
})
