/**
 * 128 random bits as text. Not `crypto.randomUUID`: that exists on https and localhost only, and a restaurant trying
 * MenuMate out on its own Wi-Fi has neither.
 */
export function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
