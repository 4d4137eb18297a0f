/** Domain and deed of all that is written down. The web app has a sentence for each. */
export type AuditAction =
  | AccountAction
  | 'order.cancelled'
  | 'staff.invited'
  | 'staff.invitationRevoked'
  | 'staff.joined'
  | 'staff.roleChanged'
  | 'staff.removed'
  | 'device.approved'
  | 'device.renamed'
  | 'device.revoked'
  | 'device.left'
  | 'apiKey.created'
  | 'apiKey.revoked'
  | 'guest.approved'
  | 'guest.declined'
  | 'guest.removed'
  | 'session.closed'
  | 'payment.recorded'
  | 'table.codeReplaced'
  | 'menu.availability'
  | 'ordering.paused'
  | 'restaurant.acknowledgeWithin'
  | 'restaurant.joinPolicy'

/** What people do with their own account, which every restaurant they work in has a right to know. */
export type AccountAction =
  | 'account.signedIn'
  | 'account.signedOutEverywhere'
  | 'account.passwordChanged'
  | 'account.passwordReset'
