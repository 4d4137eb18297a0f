import { randomBytes } from 'node:crypto'

/** 96 bits: nobody guesses a table, and base64url needs no padding for it. */
const CODE_BYTES = 12

/** @returns what a table's QR code holds: 16 characters that stand in a URL as they are, new each time */
export function createTableCode(): string {
  return randomBytes(CODE_BYTES).toString('base64url')
}

const MAX_CODE_LENGTH = 128

/** Whether a text can be the code of a table, also of one that was not made here. */
export function mayBeTableCode(text: string): boolean {
  return text.length > 0 && text.length <= MAX_CODE_LENGTH && !/\p{Cc}/u.test(text)
}
