import { useCallback, useState } from 'react'
import { type CombinedError, useMutation } from 'urql'
import { graphql } from '../../../gql'
import { retryAfter } from '../../../graphql/error-codes'
import { useRetryAfter } from '../../../graphql/query-view'
import { rememberDevice, rememberWaiting } from './device-storage'
import type { Refusal } from './join-refused'
import type { PinRefusal } from './pin-field'

const StartTableSession = graphql(`
  mutation StartTableSession($input: StartTableSessionInput!) {
    startTableSession(input: $input) {
      __typename
      ... on StartTableSessionPayload {
        sessionToken
        tableSession { id }
      }
      ... on TableCodeInvalidError { isReplaced }
      ... on TablePinRequiredError { isWrong retryAt }
      ... on JoinApprovalPendingError { joinRequestToken }
      ... on OrderingPausedError { restaurant { id slug } }
      ... on Error { code message }
    }
  }
`)

/** Where a device stands that wants to sit down. */
export type JoinState =
  | { kind: 'asking'; nameError?: string }
  | { kind: 'pin'; refusal: PinRefusal; answers: number }
  | { kind: 'paused'; slug: string }
  | { kind: 'refused'; refusal: Refusal }

/** Sits this device down at a table, or says what stands in the way. */
export function useJoinTable(tableCode: string) {
  const [guestName, setGuestName] = useState('')
  const [pin, setPin] = useState('')
  const [state, setState] = useState<JoinState>({ kind: 'asking' })
  const [{ fetching }, startTableSession] = useMutation(StartTableSession)

  const join = useCallback(async () => {
    const name = guestName.trim() || null
    const input = { tableCode, guestName: name, ...(pin === '' ? {} : { pin }) }
    const { data, error } = await startTableSession({ input })
    const result = data?.startTableSession
    switch (result?.__typename) {
      case 'StartTableSessionPayload':
        return rememberDevice(tableCode, { sessionToken: result.sessionToken, guestName: name })
      case 'JoinApprovalPendingError':
        return rememberWaiting(tableCode, { joinRequestToken: result.joinRequestToken, guestName: name })
      case 'InvalidInputError':
        return setState({ kind: 'asking', nameError: result.message })
      case 'TablePinRequiredError':
        setPin('')
        return setState((before) => ({
          kind: 'pin',
          refusal: { isWrong: result.isWrong, retryAt: result.retryAt ?? null },
          answers: before.kind === 'pin' ? before.answers + 1 : 1,
        }))
      case 'OrderingPausedError':
        return setState({ kind: 'paused', slug: result.restaurant.slug })
      case 'TableCodeInvalidError':
        return setState({ kind: 'refused', refusal: result.isReplaced ? 'replacedCode' : 'unknownCode' })
      case 'TableBusyError':
        return setState({ kind: 'refused', refusal: 'busy' })
      default:
        return setState({ kind: 'refused', refusal: withoutAnswer(error) })
    }
  }, [guestName, pin, startTableSession, tableCode])
  const mayPass = state.kind === 'refused' && (state.refusal === 'network' || state.refusal === 'fault')
  useRetryAfter(mayPass ? state : undefined, join)

  return { state, join, busy: fetching, guestName, setGuestName, pin, setPin }
}

function withoutAnswer(error: CombinedError | undefined): Refusal {
  const wait = retryAfter(error?.graphQLErrors)
  if (wait !== undefined) return { wait }
  return error?.networkError ? 'network' : 'fault'
}
