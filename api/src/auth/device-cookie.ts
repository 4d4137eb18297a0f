const NAME = 'menumate.device_token'
/** As long as browsers keep any cookie: a tablet on the wall is not paired again each week. */
const MAX_AGE_SECONDS = 400 * 24 * 3_600

/** The Set-Cookie value that makes a browser a device. */
export function deviceCookie(token: string): string {
  return `${NAME}=${token}; Path=/; Max-Age=${MAX_AGE_SECONDS}; HttpOnly; SameSite=Lax`
}

/** The Set-Cookie value that makes it a mere browser again. */
export function noDeviceCookie(): string {
  return `${NAME}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`
}

/** The device's token in a Cookie header. */
export function deviceCookieIn(cookies: string): string | null {
  const pair = cookies.split(';').find((candidate) => candidate.trim().startsWith(`${NAME}=`))
  return pair?.trim().slice(NAME.length + 1) || null
}
