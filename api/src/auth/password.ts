import { hash, verify } from '@node-rs/argon2'

// Argon2id with OWASP's first choice of parameters: 19 MiB, two passes, one lane
// (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html).
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Passwords are this long; the upper bound keeps hashing cheap. */
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const

/** @returns the hash in PHC string format, salt and parameters included */
export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS)
}

export function verifyPassword({
  hash: expected,
  password,
}: {
  hash: string
  password: string
}): Promise<boolean> {
  return verify(expected, password)
}
