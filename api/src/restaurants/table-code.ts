import { randomBytes } from 'node:crypto'

/** 96 bits: nobody guesses a table, and base64url needs no padding for it. */
const CODE_BYTES = 12

/** @returns what a table's QR code holds: 16 characters that stand in a URL as they are, new each time */
export function createTableCode(): string {
  return randomBytes(CODE_BYTES).toString('base64url')
}
