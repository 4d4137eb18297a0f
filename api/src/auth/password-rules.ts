import { InvalidInputError } from '../errors.ts'
import { PASSWORD_LENGTH } from './password.ts'

// Of the commonest passwords those that are long enough (https://github.com/danielmiessler/SecLists, 10k most common),
// and what people make of a restaurant's.
const COMMON = new Set([
  '1234567890',
  '0123456789',
  '12345678910',
  '123456789a',
  '1q2w3e4r5t',
  '1qaz2wsx3edc',
  'administrator',
  'changeme123',
  'iloveyou123',
  'letmein123',
  'menumate123',
  'password12',
  'password123',
  'password1234',
  'passw0rd123',
  'qwerty12345',
  'qwertyuiop',
  'qwertzuiop',
  'restaurant',
  'restaurant1',
  'restaurant123',
  'superman123',
  'welcome123',
  'willkommen',
])

/**
 * Checks a password that somebody wants to have.
 * @param path the way to the field in the input
 * @param email of the account it is for
 * @throws InvalidInputError
 */
export function checkNewPassword(password: string, path: readonly string[], email: string): void {
  const refuse = (rule: string) => new InvalidInputError(path, `${path.join('.')} ${rule}.`)
  const { min, max } = PASSWORD_LENGTH
  if (password.length < min || password.length > max) throw refuse(`must have ${min} to ${max} characters`)
  const plain = password.toLowerCase()
  if (plain === email.toLowerCase()) throw refuse('must not be the e-mail address')
  if (COMMON.has(plain) || new Set(plain).size < 4) throw refuse('is one that everybody tries first')
}
