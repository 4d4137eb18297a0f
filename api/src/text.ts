import { InvalidInputError } from './errors.ts'

// Bidirectional marks, embeddings, overrides and isolates (https://unicode.org/reports/tr9/): they can make a name or
// note read as something else. The zero-width joiner stays: emoji are built with it.
const DIRECTION_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const INVISIBLE = /[\u200b\u2060\ufeff]/g
const CONTROLS = /\p{Cc}/gu
const CONTROLS_BUT_LINE_BREAKS = /(?!\n)\p{Cc}/gu

/** What people and their things may be called, in UTF-16 code units. */
export const MAX_NAME_LENGTH = 80

export interface TextRule {
  /** The way to the field in the input. */
  readonly path: readonly string[]
  /** In UTF-16 code units, after cleaning. */
  readonly maxLength: number
  /** Keep line breaks. */
  readonly multiline?: boolean
}

/**
 * What a person typed, as it may be stored and shown: well-formed, normalised (NFC), without control and direction
 * characters, white space collapsed and trimmed. Nothing left counts as nothing given.
 * @throws InvalidInputError where it is too long
 */
export function cleanText(text: string | null | undefined, rule: TextRule): string | null {
  if (text === null || text === undefined) return null
  // Normalising is not free: refuse what could not fit however much of it were dropped.
  if (text.length > rule.maxLength * 20) throw tooLong(rule)
  const visible = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(rule.multiline ? CONTROLS_BUT_LINE_BREAKS : CONTROLS, ' ')
    .replace(DIRECTION_CONTROLS, '')
    .replace(INVISIBLE, '')
  const cleaned = (
    rule.multiline
      ? visible
          .replace(/[^\S\n]+/g, ' ')
          .replace(/ ?\n ?/g, '\n')
          .replace(/\n{3,}/g, '\n\n')
      : visible.replace(/\s+/g, ' ')
  ).trim()
  if (cleaned.length > rule.maxLength) throw tooLong(rule)
  return cleaned === '' ? null : cleaned
}

/**
 * As cleanText, for what must be there.
 * @throws InvalidInputError where nothing is left, or too much
 */
export function requireText(text: string, rule: TextRule): string {
  const cleaned = cleanText(text, rule)
  if (!cleaned) throw new InvalidInputError(rule.path, `${rule.path.join('.')} is required.`)
  return cleaned
}

function tooLong({ path, maxLength }: TextRule): InvalidInputError {
  return new InvalidInputError(path, `${path.join('.')} must be at most ${maxLength} characters.`)
}
