/** Where a table's QR code leads: the guest's page of that table on this very site. */
export function tableAddress(origin: string, code: string): string {
  return `${origin}/t/${encodeURIComponent(code)}`
}

/** Whether an address names only the computer it is opened on, so that a phone that scans it finds nothing. */
export function isOnlyThisComputer(hostname: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[?::1\]?)$/.test(hostname)
}
