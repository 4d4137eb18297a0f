import { encodeGlobalId } from '../../src/graphql/global-id.ts'
import type { Entry, FieldName, TokenEntry } from './cells.ts'
import type { Seat, World } from './world.ts'

const SESSION =
  '{ __typename id restaurant { id } table { id label } orders { id } bill { total { amountMinor } } cursor }'
const input = (sessionToken: string) => ({ input: { sessionToken } })

/** Every field that a guest's token opens. Whose token it is decides; nothing else is asked for. */
export function createTokenEntries(present: Seat): TokenEntry[] {
  const events = (field: FieldName, typename: string): TokenEntry[] => [
    {
      field,
      variables: (sessionToken, { seat }) => ({ sessionToken, after: seat?.after ?? present.after }),
      outcomes: { live: typename, closed: typename, none: 'NOT_FOUND' },
    },
    {
      field,
      as: 'after a cursor of nowhere',
      variables: (sessionToken) => ({ sessionToken, after: 'nowhere' }),
      outcomes: { live: 'INVALID_CURSOR', closed: 'INVALID_CURSOR', none: 'NOT_FOUND' },
    },
  ]
  return [
    {
      field: 'Query.tableSession',
      variables: (sessionToken) => ({ sessionToken }),
      outcomes: { live: 'TableSession', closed: 'TableSession', none: 'null' },
      select: SESSION,
    },
    ...events('Subscription.tableSessionEvents', 'TableSessionChangedEvent'),
    ...events('Subscription.orderStatusChanged', 'OrderStatusChangedEvent'),
    {
      field: 'Subscription.joinRequestChanged',
      variables: (joinRequestToken) => ({ joinRequestToken }),
      outcomes: { waiting: 'JoinRequest', none: 'NOT_FOUND' },
    },
    {
      field: 'Mutation.createOrder',
      as: 'of something that is not on the menu',
      variables: (sessionToken) => ({
        input: {
          sessionToken,
          idempotencyKey: 'idor',
          items: [{ menuItemId: encodeGlobalId('MenuItem', NOTHING), quantity: 1 }],
        },
      }),
      outcomes: { live: 'MenuItemUnavailableError', none: 'SessionClosedError' },
    },
    {
      field: 'Mutation.createOrder',
      as: 'again',
      variables: (sessionToken, { seat = present }) => ({ input: { sessionToken, ...seat.order } }),
      outcomes: { live: 'CreateOrderPayload', closed: 'CreateOrderPayload', none: 'SessionClosedError' },
      select:
        '{ __typename ... on CreateOrderPayload { order { id tableLabel } } ... on Error { code message } }',
    },
    {
      field: 'Mutation.requestBill',
      variables: input,
      outcomes: { live: 'RequestBillPayload', none: 'SessionClosedError' },
      select:
        '{ __typename ... on RequestBillPayload { tableSession { id orders { id } } } ... on Error { code } }',
    },
    // A seat is given up with it: for the others.
    {
      field: 'Mutation.leaveTableSession',
      variables: (token, { tokenIs }) => input(tokenIs === 'none' ? token : NOTHING),
      outcomes: { none: 'LeaveTableSessionPayload' },
    },
    {
      field: 'Mutation.startTableSession',
      variables: (tableCode) => ({ input: { tableCode } }),
      outcomes: { none: 'TableCodeInvalidError' },
    },
    // Secrets that are nobody's: a token that is good elsewhere is no secret here.
    {
      field: 'Query.invitation',
      variables: (token) => ({ token }),
      outcomes: { none: 'null' },
    },
    {
      field: 'Mutation.acceptInvitation',
      variables: (token) => ({ input: { token, name: 'Eve', password: 'a long password of hers' } }),
      outcomes: { none: 'LinkInvalidError' },
    },
    {
      field: 'Mutation.resetPassword',
      variables: (token) => ({ input: { token, newPassword: 'a long password of hers' } }),
      outcomes: { none: 'LinkInvalidError' },
    },
    {
      field: 'Mutation.claimDevice',
      variables: (secret) => ({ input: { secret } }),
      outcomes: { none: 'PairingInvalidError' },
    },
    {
      field: 'Mutation.signIn',
      variables: (password) => ({ input: { email: 'owner@demo.test', password } }),
      outcomes: { none: 'InvalidCredentialsError' },
    },
  ]
}

/** What takes no id at all, and a word on why that is right. */
export function createOpenEntries({ here, elsewhere }: World): Entry[] {
  const open = (field: FieldName, granted: string, variables: object = {}): Entry => ({
    field,
    at: here.id,
    there: 'there',
    notThere: [],
    variables: () => variables,
    granted,
  })
  return [
    // Guests read the menu before they sit down.
    open('Query.restaurant', 'Restaurant', { slug: 'demo' }),
    { ...open('Query.restaurant', 'null', { slug: 'nobody' }), as: 'that is not there' },
    open('Query.demo', 'Demo'),
    { ...open('Query.viewer', 'Viewer'), access: 'viewer', refused: 'null' },
    { ...open('Mutation.signOut', 'SignOutPayload'), isDeadly: true, notFor: 'partner' },
    { ...open('Mutation.signOutEverywhere', 'SignOutPayload'), isDeadly: true },
    open('Mutation.startDevicePairing', 'StartDevicePairingPayload'),
    // Says the same whether there is such an account or not.
    {
      ...open('Mutation.requestPasswordReset', 'RequestPasswordResetPayload'),
      there: here.staff.SERVER,
      notThere: ['nobody@demo.test'],
      variables: (email) => ({ input: { email } }),
      isSilent: true,
    },
    open('Mutation.changePassword', 'InvalidCredentialsError', {
      input: { currentPassword: 'not the one', newPassword: 'a long password of hers' },
    }),
    // Lists of another restaurant's, by what is here.
    {
      field: 'Query.restaurant',
      as: 'with orders of a table of another one',
      access: 'orders:read',
      at: elsewhere.id,
      there: encodeGlobalId('Table', here.tables[0]?.id ?? ''),
      notThere: [encodeGlobalId('Table', NOTHING), encodeGlobalId('Table', 'nothing')],
      variables: (table) => ({ slug: 'demo-two', table }),
      document: `query ($slug: String!, $table: ID!) {
        restaurant(slug: $slug) { __typename orders(filter: { tableId: $table }) { edges { node { id } } } }
      }`,
      granted: 'Restaurant',
      isForeign: true,
    },
  ]
}

const NOTHING = '00000000-0000-4000-8000-000000000000'
