import { parseArgs } from 'node:util'
import { createAccounts } from '../auth/accounts.ts'
import { type Config, originOf } from '../config.ts'
import type { Database } from '../db/database.ts'
import { resetLink } from './mails.ts'

const USAGE = `pnpm account:reset-link makes a link to a new password, for whoever runs an installation that sends no mail.

  --email lia@example.com       the account's address

It is good once, for an hour. Make sure that whoever you give it to is whose account it is. The database is the one that
the server would use: that of DATABASE_URL, or the embedded one in DATA_DIR, for which the server has to be stopped.
`

/** What the command works with. */
export interface Surroundings {
  readonly output: NodeJS.WritableStream
  readonly errors: NodeJS.WritableStream
  /** Opens the database, up to date; called only once the options are in order. */
  open(): Promise<
    Database & { readonly config: Pick<Config, 'production' | 'authSecret' | 'publicUrl' | 'port'> }
  >
}

/**
 * `pnpm account:reset-link`: prints the link, or what is wrong.
 * @returns the exit code: 1 when there is no link
 */
export async function resetLinkCommand(
  args: readonly string[],
  { output, errors, open }: Surroundings,
): Promise<number> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { email: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
    })
    if (values.help) output.write(USAGE)
    else output.write(`${await makeLink(values.email?.trim() ?? '', open)}\n`)
    return 0
  } catch (error) {
    errors.write(`No link was made.\n${error instanceof Error ? error.message : error}\n`)
    return 1
  }
}

async function makeLink(email: string, open: Surroundings['open']): Promise<string> {
  if (email === '') throw new Error('--email is missing: it must be the address of an account')
  const { db, config, close } = await open()
  try {
    let link: string | undefined
    const accounts = createAccounts({
      db,
      secret: config.authSecret,
      publicUrl: config.publicUrl,
      production: config.production,
      sendReset: async (_email, token) => {
        link = resetLink(originOf(config), token)
      },
    })
    await accounts.requestPasswordReset(email)
    if (link === undefined) throw new Error(`--email: no account has the address ${email}`)
    return link
  } finally {
    await close()
  }
}
