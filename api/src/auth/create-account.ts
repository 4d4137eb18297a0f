import { randomUUID } from 'node:crypto'
import type { Tx } from '../db/database.ts'

export interface NewAccount {
  readonly name: string
  /** In lower case, as sign-in looks it up; known to be the person's. */
  readonly email: string
  readonly passwordHash: string
}

/** Makes an account as better-auth keeps it. @returns its id; null where the address has an account by now */
export async function createAccount(
  tx: Tx,
  { name, email, passwordHash }: NewAccount,
): Promise<string | null> {
  const id = randomUUID()
  const { count } = await tx.user.createMany({
    data: { id, name, email, emailVerified: true },
    skipDuplicates: true,
  })
  if (count === 0) return null
  await tx.authAccount.create({
    data: { id: randomUUID(), userId: id, accountId: id, providerId: 'credential', password: passwordHash },
  })
  return id
}
