import { expect, it } from 'vitest'
import type { AuditAction } from '../../../../../api/src/audit/audit-actions'
import { auditSentence } from './audit-sentence'

const target = 'Table 4'
const role = 'KITCHEN'

/** One entry of each kind that the server writes: what it is given, and how it reads. */
const written: Record<AuditAction, readonly [details: object, sentence: string]> = {
  'account.signedIn': [{}, 'signed in'],
  'account.signedOutEverywhere': [{}, 'signed out on all of their devices'],
  'account.passwordChanged': [{}, 'changed their password'],
  'account.passwordReset': [{}, 'set a new password by a link'],
  'order.cancelled': [
    { number: 12, reason: 'Out of trout' },
    'cancelled order 12 of Table 4: “Out of trout”',
  ],
  'staff.invited': [{ role }, 'invited Table 4 as Kitchen'],
  'staff.invitationRevoked': [{}, 'took back the invitation to Table 4'],
  'staff.joined': [{ role }, 'joined as Kitchen'],
  'staff.roleChanged': [{ from: role, to: 'SERVER' }, 'changed Table 4 from Kitchen to Service'],
  'staff.removed': [{ role }, 'removed Table 4'],
  'device.approved': [{}, 'let the tablet “Table 4” in'],
  'device.renamed': [{ label: 'Stove' }, 'renamed the tablet “Table 4” to “Stove”'],
  'device.revoked': [{}, 'shut the tablet “Table 4” out'],
  'device.left': [{}, 'was unpaired on its own screen'],
  'apiKey.created': [
    { prefix: 'mm_', scopes: ['ORDERS_READ', 'MENU_READ'] },
    'created the API key “Table 4”: read orders, read the menu',
  ],
  'apiKey.revoked': [{}, 'revoked the API key “Table 4”'],
  'guest.approved': [{}, 'let a guest in at Table 4'],
  'guest.declined': [{}, 'declined a guest at Table 4'],
  'guest.removed': [{}, 'removed a guest from Table 4'],
  'session.closed': [{}, 'closed Table 4 without payment'],
  'payment.recorded': [
    { amountMinor: 1250, currency: 'EUR', method: 'CARD' },
    'took €12.50 at Table 4, by card',
  ],
  'table.codeReplaced': [{}, 'gave Table 4 a new code'],
  'menu.availability': [{ isAvailable: false }, 'took Table 4 off the menu'],
  'ordering.paused': [{ isPaused: true }, 'paused ordering'],
  'restaurant.acknowledgeWithin': [
    { seconds: 30 },
    'set the alarm for orders that nobody has seen to 30 seconds',
  ],
  'restaurant.joinPolicy': [{ joinPolicy: 'PIN' }, 'chose who may join a table: “A PIN for those who join”'],
}

it.each(Object.entries(written))('%s reads as what somebody did', (action, [details, sentence]) => {
  expect(auditSentence({ action, target, details: JSON.stringify(details) })).toBe(sentence)
})

it.each([
  ['payment.recorded', { method: 'CASH' }, 'took €12.50 at Table 4, in cash'],
  ['payment.recorded', { method: 'CARD' }, 'took €12.50 at Table 4, by card'],
  ['payment.recorded', { method: 'OTHER' }, 'took €12.50 at Table 4, neither in cash nor by card'],
  ['menu.availability', { isAvailable: true }, 'put Table 4 back on the menu'],
  ['menu.availability', { isAvailable: false }, 'took Table 4 off the menu'],
  ['ordering.paused', { isPaused: true }, 'paused ordering'],
  ['ordering.paused', { isPaused: false }, 'took orders again'],
])('%s with %o reads as it was', (action, rest, sentence) => {
  const details = JSON.stringify({ amountMinor: 1250, currency: 'EUR', ...rest })
  expect(auditSentence({ action, target, details })).toBe(sentence)
})

it('what a later server writes down is shown, if not in words', () => {
  expect(auditSentence({ action: 'table.moved', target, details: '{}' })).toBe('table.moved: Table 4')
})
