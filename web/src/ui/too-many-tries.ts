/** What to say when something was done too often; `seconds` until it works again. */
export function tooManyTries(seconds: number): string {
  const wait = seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`
  return `Too many tries. Try again in ${wait}.`
}
