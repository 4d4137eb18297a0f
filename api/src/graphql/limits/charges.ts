import { type FieldNode, valueFromASTUntyped } from 'graphql'
import { refKey, refOf } from '../../auth/current-viewers.ts'
import { actorId, type Viewer } from '../../auth/viewer.ts'
import type { BucketName } from '../../limits/buckets.ts'
import type { Charge } from '../../limits/rate-limits.ts'
import { type Acquaintance, hashed } from './acquaintance.ts'
import type { KnownOperation } from './documents.ts'

/** Who asks. */
export interface Asker {
  readonly address: string
  readonly viewer: Viewer | null
}

interface Asked {
  readonly asker: Asker
  readonly acquaintance: Acquaintance
  /** An argument, or the field of one: `input.email`. Empty where there is no such text. */
  argument(...path: readonly string[]): string
}

/** What has limits of its own, by its field. Everything else shares those of requests. */
const OF_FIELD: Readonly<Record<string, (asked: Asked) => readonly Charge[] | Promise<readonly Charge[]>>> = {
  signIn: ({ asker: { address }, argument }) => [
    { bucket: 'signInAccount', key: hashed(`${address} ${argument('input', 'email').trim().toLowerCase()}`) },
    { bucket: 'signInAddress', key: address },
  ],
  changePassword: ({ asker }) => [
    ofAccount('changePassword', asker),
    { bucket: 'signInAddress', key: asker.address },
  ],
  // A new password costs the server as much as a guess.
  resetPassword: ({ asker: { address } }) => [{ bucket: 'signInAddress', key: address }],
  // Who has an account proves it by its password.
  acceptInvitation: ({ asker: { address }, argument }) => [
    { bucket: 'signInAccount', key: hashed(`${address} ${argument('input', 'token')}`) },
    { bucket: 'signInAddress', key: address },
  ],
  requestPasswordReset: ({ asker: { address }, argument }) => [
    { bucket: 'resetAccount', key: hashed(argument('input', 'email').trim().toLowerCase()) },
    { bucket: 'resetAddress', key: address },
  ],
  inviteStaff: ({ asker }) => [ofAccount('invite', asker)],
  startDevicePairing: ({ asker: { address } }) => [{ bucket: 'pairAddress', key: address }],
  approveDevice: ({ asker }) => [ofAccount('approveDevice', asker)],
  async startTableSession({ asker: { address }, acquaintance, argument }) {
    const code = argument('input', 'tableCode')
    if (!(await acquaintance.isCode(code, address))) return [{ bucket: 'joinUnknown', key: address }]
    return [
      { bucket: 'joinTable', key: hashed(`${address} ${code}`) },
      { bucket: 'joinAddress', key: address },
    ]
  },
  async createOrder({ asker: { address }, acquaintance, argument }) {
    const guest = await acquaintance.guest(argument('input', 'sessionToken'), address)
    // What nobody was given is somebody's guess, not an order.
    if (!guest) return [{ bucket: 'requestAddress', key: address }]
    return [
      { bucket: 'orderGuest', key: guest.id },
      { bucket: 'orderSession', key: guest.tableSessionId },
      { bucket: 'orderAddress', key: address },
    ]
  },
}

/** Their names: a field of another name shares the limits of requests. */
export const FIELDS_WITH_LIMITS: readonly string[] = Object.keys(OF_FIELD)

/**
 * What an operation is counted as: each of its fields that has limits of its own, each time that it stands there, and
 * the rest as one request.
 * @param operation undefined where the request has none that can be run
 * @throws RateLimitedError for tokens and codes that would have to be looked up, one too many
 */
export async function chargesFor(
  operation: KnownOperation | undefined,
  given: Readonly<Record<string, unknown>>,
  asker: Asker,
  acquaintance: Acquaintance,
): Promise<readonly Charge[]> {
  const fields = operation?.rootFields ?? []
  const variables = { ...operation?.defaults, ...given }
  const charges: Charge[] = []
  const others: FieldNode[] = []
  for (const field of fields) {
    const own = Object.hasOwn(OF_FIELD, field.name.value) ? OF_FIELD[field.name.value] : undefined
    if (own) charges.push(...(await own({ asker, acquaintance, argument: argumentsOf(field, variables) })))
    else others.push(field)
  }
  return others.length > 0 || fields.length === 0
    ? [...charges, ...(await requestCharges(others, variables, asker, acquaintance))]
    : charges
}

/** What several have in common: of a party, and of those at an address who prove who they are by a password. */
const SHARED: ReadonlySet<BucketName> = new Set(['requestSession', 'orderSession', 'signInAddress'])

/**
 * Who waits for whom: what a party orders, what it asks, what somebody who is signed in asks, what strangers at an
 * address ask, each apart; and so on with what has limits of its own. Nobody waits for a sign-in behind reads.
 */
export function lineOf(charges: readonly Charge[]): string {
  const shared = charges.find(({ bucket }) => SHARED.has(bucket))
  const { bucket, key } = shared ?? charges[0] ?? { bucket: 'none', key: '' }
  return `${bucket} ${key}`
}

async function requestCharges(
  fields: readonly FieldNode[],
  variables: Readonly<Record<string, unknown>>,
  { address, viewer }: Asker,
  acquaintance: Acquaintance,
): Promise<readonly Charge[]> {
  if (viewer) {
    return [
      { bucket: 'requestViewer', key: refKey(refOf(viewer)) },
      { bucket: 'requestViewerAddress', key: address },
    ]
  }
  const stranger: readonly Charge[] = [{ bucket: 'requestAddress', key: address }]
  if (fields.length === 0) return stranger
  const ids = new Set<string>()
  const sessions = new Set<string>()
  for (const field of fields) {
    const argument = argumentsOf(field, variables)
    const token = argument('sessionToken') || argument('input', 'sessionToken')
    const guest = await acquaintance.guest(token, address)
    if (!guest) return stranger
    ids.add(guest.id)
    sessions.add(guest.tableSessionId)
  }
  return [
    ...[...ids].map((id) => ({ bucket: 'requestGuest' as const, key: id })),
    ...[...sessions].map((id) => ({ bucket: 'requestSession' as const, key: id })),
    { bucket: 'requestGuestAddress', key: address },
  ]
}

function argumentsOf(
  field: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): (...path: readonly string[]) => string {
  return (name, ...path) => {
    const node = field.arguments?.find((argument) => argument.name.value === name)?.value
    let value: unknown = node && valueFromASTUntyped(node, variables)
    for (const key of path) value = (value as Record<string, unknown> | null | undefined)?.[key]
    return typeof value === 'string' ? value : ''
  }
}

/** By the person, tablet or key, however it was recognised; without one, whoever shares the address. */
function ofAccount(bucket: BucketName, { address, viewer }: Asker): Charge {
  return { bucket, key: viewer ? `${viewer.kind}:${actorId(viewer)}` : address }
}
