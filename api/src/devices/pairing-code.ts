import { randomInt } from 'node:crypto'

// Without what is read as something else: 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, U and V.
const ALPHABET = '34679ACDEFGHJKMNPQRTWXY'
const LENGTH = 8

/** A code that a person reads from one screen and types into another: 36 random bits, good for minutes. */
export function createPairingCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}

/** The code that somebody typed, however they grouped it. */
export function readPairingCode(typed: string): string {
  return typed
    .slice(0, 40)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
}
