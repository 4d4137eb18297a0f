import type { ApiKeyScope, JoinPolicy, PaymentMethod, StaffRole } from '../../../gql/graphql'
import { roleName } from '../../../graphql/staff-roles'
import { formatMoney } from '../../../ui/money'
import { scopeNames } from '../keys/scopes'
import { policyName } from '../tables/join-policies'

/** An entry of the audit trail, as the server gives it. */
export type AuditEntry = {
  action: string
  target?: string | null | undefined
  /** A JSON object whose keys depend on the action. */
  details: string
}

type Details = Readonly<Record<string, unknown>>

const paidBy: Record<PaymentMethod, string> = {
  CASH: 'in cash',
  CARD: 'by card',
  OTHER: 'neither in cash nor by card',
}

const sentences: Readonly<Record<string, (target: string, details: Details) => string>> = {
  'account.signedIn': () => 'signed in',
  'account.signedOutEverywhere': () => 'signed out on all of their devices',
  'account.passwordChanged': () => 'changed their password',
  'account.passwordReset': () => 'set a new password by a link',
  'order.cancelled': (table, { number, reason }) => `cancelled order ${number} of ${table}: “${reason}”`,
  'staff.invited': (target, { role }) => `invited ${target} as ${named(role)}`,
  'staff.invitationRevoked': (target) => `took back the invitation to ${target}`,
  'staff.joined': (_target, { role }) => `joined as ${named(role)}`,
  'staff.roleChanged': (target, { from, to }) => `changed ${target} from ${named(from)} to ${named(to)}`,
  'staff.removed': (target) => `removed ${target}`,
  'device.approved': (target) => `let the tablet “${target}” in`,
  'device.renamed': (target, { label }) => `renamed the tablet “${target}” to “${label}”`,
  'device.revoked': (target) => `shut the tablet “${target}” out`,
  'device.left': () => 'was unpaired on its own screen',
  'apiKey.created': (target, { scopes }) =>
    `created the API key “${target}”: ${scopeNames((scopes ?? []) as ApiKeyScope[]).toLowerCase()}`,
  'apiKey.revoked': (target) => `revoked the API key “${target}”`,
  'guest.approved': (table) => `let a guest in at ${table}`,
  'guest.declined': (table) => `declined a guest at ${table}`,
  'guest.removed': (table) => `removed a guest from ${table}`,
  'payment.recorded': (target, { amountMinor, currency, method }) =>
    `took ${formatMoney({ amountMinor: Number(amountMinor), currency: String(currency) })} at ${target}, ${paidBy[method as PaymentMethod]}`,
  'session.closed': (target) => `closed ${target} without payment`,
  'table.codeReplaced': (table) => `gave ${table} a new code`,
  'menu.availability': (target, { isAvailable }) =>
    isAvailable ? `put ${target} back on the menu` : `took ${target} off the menu`,
  'ordering.paused': (_target, { isPaused }) => (isPaused ? 'paused ordering' : 'took orders again'),
  'restaurant.acknowledgeWithin': (_target, { seconds }) =>
    `set the alarm for orders that nobody has seen to ${seconds} seconds`,
  'restaurant.joinPolicy': (_target, { joinPolicy }) =>
    `chose who may join a table: “${policyName(joinPolicy as JoinPolicy)}”`,
}

/** What somebody did, as a sentence that begins with their name. What this version does not know it names as the server does. */
export function auditSentence({ action, target, details }: AuditEntry): string {
  const sentence = sentences[action]
  if (sentence) return sentence(target ?? '', JSON.parse(details) as Details)
  return target ? `${action}: ${target}` : action
}

function named(role: unknown): string {
  return roleName(role as StaffRole)
}
