import { createAccounts } from '../src/auth/accounts.ts'
import { type Auth, createAuth } from '../src/auth/auth.ts'
import type { Db } from '../src/db/database.ts'
import { AUTH_SECRET } from './test-node.ts'

/** What signs staff in, without a server around it. */
export function testAuth(db: Db): Auth {
  const accounts = createAccounts({
    db,
    secret: AUTH_SECRET,
    publicUrl: undefined,
    production: false,
    sendReset: () => Promise.reject(new Error('Nobody was to be sent a mail')),
  })
  return createAuth({ db, accounts })
}
