import { createHash } from 'node:crypto'
import { type FieldNode, valueFromASTUntyped } from 'graphql'
import type { Credential } from '../../auth/auth.ts'
import type { Charge } from '../../limits/rate-limits.ts'
import type { Guests } from '../../sessions/guests.ts'
import type { KnownOperation } from './documents.ts'

/** Who asks, before anyone has looked into it. */
export interface Caller {
  readonly address: string
  readonly credential: Credential | null
}

interface Asked {
  readonly caller: Caller
  readonly guests: Guests
  /** An argument, or the field of one: `input.email`. Empty where there is no such text. */
  argument(...path: readonly string[]): string
}

/** What has limits of its own, by its field. Everything else shares those of requests. */
const OF_FIELD: Readonly<Record<string, (asked: Asked) => readonly Charge[] | Promise<readonly Charge[]>>> = {
  signIn: ({ caller: { address }, argument }) => [
    { bucket: 'signInAccount', key: hashed(`${address} ${argument('input', 'email').trim().toLowerCase()}`) },
    { bucket: 'signInAddress', key: address },
  ],
  changePassword: ({ caller }) => [
    { bucket: 'changePassword', key: credentialKey(caller) },
    { bucket: 'signInAddress', key: caller.address },
  ],
  // A new password costs the server as much as a guess.
  resetPassword: ({ caller: { address } }) => [{ bucket: 'signInAddress', key: address }],
  acceptInvitation: ({ caller: { address } }) => [{ bucket: 'signInAddress', key: address }],
  requestPasswordReset: ({ caller: { address }, argument }) => [
    { bucket: 'resetAccount', key: hashed(argument('input', 'email').trim().toLowerCase()) },
    { bucket: 'resetAddress', key: address },
  ],
  inviteStaff: ({ caller }) => [{ bucket: 'invite', key: credentialKey(caller) }],
  startDevicePairing: ({ caller: { address } }) => [{ bucket: 'pairAddress', key: address }],
  approveDevice: ({ caller }) => [{ bucket: 'approveDevice', key: credentialKey(caller) }],
  startTableSession: ({ caller: { address }, argument }) => [
    { bucket: 'joinTable', key: hashed(`${address} ${argument('input', 'tableCode')}`) },
    { bucket: 'joinAddress', key: address },
  ],
  async createOrder({ caller: { address }, guests, argument }) {
    const guest = await guests.byToken(argument('input', 'sessionToken'))
    // What nobody was given is somebody's guess, not an order.
    if (!guest) return [{ bucket: 'requestAddress', key: address }]
    return [
      { bucket: 'orderGuest', key: guest.id },
      { bucket: 'orderSession', key: guest.tableSessionId },
      { bucket: 'orderAddress', key: address },
    ]
  },
}

/**
 * What an operation is counted as: each of its fields that has limits of its own, each time that it stands there, and
 * the rest as one request.
 * @param operation undefined where the request has none that can be run
 */
export async function chargesFor(
  operation: KnownOperation | undefined,
  variables: Readonly<Record<string, unknown>>,
  caller: Caller,
  guests: Guests,
): Promise<readonly Charge[]> {
  const fields = operation?.rootFields ?? []
  const charges: Charge[] = []
  const others: FieldNode[] = []
  for (const field of fields) {
    const own = Object.hasOwn(OF_FIELD, field.name.value) ? OF_FIELD[field.name.value] : undefined
    if (own) charges.push(...(await own({ caller, guests, argument: argumentsOf(field, variables) })))
    else others.push(field)
  }
  return others.length > 0 || fields.length === 0
    ? [...charges, ...requestCharges(others, variables, caller)]
    : charges
}

function requestCharges(
  fields: readonly FieldNode[],
  variables: Readonly<Record<string, unknown>>,
  { address, credential }: Caller,
): readonly Charge[] {
  if (credential) {
    return [
      { bucket: 'requestCredential', key: credentialKey({ address, credential }) },
      { bucket: 'requestCredentialAddress', key: address },
    ]
  }
  const tokens = fields.map((field) => {
    const argument = argumentsOf(field, variables)
    return argument('sessionToken') || argument('input', 'sessionToken')
  })
  return [
    ...[...new Set(tokens)]
      .filter(Boolean)
      .map((token) => ({ bucket: 'requestGuest' as const, key: hashed(token) })),
    { bucket: 'requestAddress', key: address },
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

/** By the credential, good or not; without one, whoever shares the address. */
function credentialKey({ address, credential }: Caller): string {
  return credential ? hashed(credential.value) : address
}

/** Secrets and e-mail addresses do not go into Redis. */
function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}
