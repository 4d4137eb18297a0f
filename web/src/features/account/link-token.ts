/** What stands behind the # of a mail's link: browsers keep it from servers, and so from their logs. */
export function linkToken(hash: string = location.hash): string {
  return hash.slice(1)
}
