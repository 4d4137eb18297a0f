import { expect } from 'vitest'
import type { Transport } from './client.ts'
import type { TestApi } from './test-api.ts'

/** Asks, and expects no errors. @returns the data of the document's one field */
export async function ask(transport: Transport, query: string, variables?: Record<string, unknown>) {
  const { data, errors } = await transport.request(query, variables)
  expect(errors).toBeUndefined()
  return Object.values(data)[0] as never
}

/** The codes of the errors that are answered. */
export async function codesOf(transport: Transport, query: string, variables?: Record<string, unknown>) {
  const { errors } = await transport.request(query, variables)
  return errors?.map(({ extensions }) => extensions.code)
}

export const INVITE = /* GraphQL */ `mutation ($input: InviteStaffInput!) {
  inviteStaff(input: $input) {
    __typename
    ... on InviteStaffPayload { invitation { id email role expiresAt } }
    ... on InvalidInputError { path }
    ... on Error { code }
  }
}`

export const ACCEPT = /* GraphQL */ `mutation ($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) {
    __typename
    ... on AcceptInvitationPayload { signIn { token viewer { name memberships { role restaurant { slug } } } } }
    ... on InvalidInputError { path }
    ... on Error { code }
  }
}`

export const CREATE_KEY = /* GraphQL */ `mutation ($input: CreateApiKeyInput!) {
  createApiKey(input: $input) {
    __typename
    ... on CreateApiKeyPayload { secret apiKey { id name prefix scopes lastUsedAt revokedAt } }
    ... on InvalidInputError { path }
    ... on Error { code }
  }
}`

export const START_PAIRING = 'mutation { startDevicePairing { code secret expiresAt } }'

export const APPROVE = /* GraphQL */ `mutation ($input: ApproveDeviceInput!) {
  approveDevice(input: $input) {
    __typename
    ... on ApproveDevicePayload { device { id label lastSeenAt } }
    ... on InvalidInputError { path }
    ... on Error { code }
  }
}`

export const CLAIM = /* GraphQL */ `mutation ($input: ClaimDeviceInput!) {
  claimDevice(input: $input) {
    __typename
    ... on ClaimDevicePayload { token device { id label } }
    ... on Error { code }
  }
}`

export const CHANGE_PASSWORD = /* GraphQL */ `mutation ($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    ... on ChangePasswordPayload { signIn { token viewer { name } } }
    ... on InvalidInputError { path }
    ... on Error { code }
  }
}`

export const REQUEST_RESET = /* GraphQL */ `mutation ($input: RequestPasswordResetInput!) {
  requestPasswordReset(input: $input) { requested }
}`

export const RESET_PASSWORD = /* GraphQL */ `mutation ($input: ResetPasswordInput!) {
  resetPassword(input: $input) {
    ... on ResetPasswordPayload { reset }
    ... on InvalidInputError { path }
    ... on Error { code }
  }
}`

export const SIGN_IN = /* GraphQL */ `mutation ($input: SignInInput!) {
  signIn(input: $input) { ... on SignInPayload { token } ... on Error { code } }
}`

/** What stands behind the # of the link in the last mail to an address. */
export function linkToken(api: TestApi, email: string): string {
  const mail = api.mails.filter(({ to }) => to === email).at(-1)
  const [, token] = /#(\S+)/.exec(mail?.text ?? '') ?? []
  if (!token) throw new Error(`No link was sent to ${email}`)
  return token
}

/** A new member of staff of the demo restaurant, who came by invitation. @returns their bearer token */
export async function join(api: TestApi, email: string, role: string, password: string): Promise<string> {
  const owner = api.http(await api.signIn('owner@demo.test'))
  const restaurantId = await api.restaurantId('demo')
  await ask(owner, INVITE, { input: { restaurantId, email, role } })
  const input = { token: linkToken(api, email), name: email.split('@', 1)[0], password }
  const { signIn } = (await ask(api.http(), ACCEPT, { input })) as { signIn: { token: string } }
  return signIn.token
}

/** A paired tablet of the demo restaurant. */
export async function pair(api: TestApi, label = 'Kitchen'): Promise<{ id: string; token: string }> {
  const manager = api.http(await api.signIn('manager@demo.test'))
  const { code, secret } = (await ask(api.http(), START_PAIRING)) as { code: string; secret: string }
  const restaurantId = await api.restaurantId('demo')
  await ask(manager, APPROVE, { input: { restaurantId, code, label } })
  const { token, device } = (await ask(api.http(), CLAIM, { input: { secret } })) as {
    token: string
    device: { id: string }
  }
  return { id: device.id, token }
}

/** A key to the demo restaurant. */
export async function createKey(
  api: TestApi,
  scopes: readonly string[],
): Promise<{ id: string; secret: string }> {
  const owner = api.http(await api.signIn('owner@demo.test'))
  const input = { restaurantId: await api.restaurantId('demo'), name: 'Till', scopes }
  const { secret, apiKey } = (await ask(owner, CREATE_KEY, { input })) as {
    secret: string
    apiKey: { id: string }
  }
  return { id: apiKey.id, secret }
}
