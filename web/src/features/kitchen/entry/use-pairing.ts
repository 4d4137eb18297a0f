import { useEffect, useRef, useState } from 'react'
import { useClient } from 'urql'
import { graphql } from '../../../gql'
import { socket } from '../../../graphql/client'
import { failureWords } from '../../../graphql/failure'

const StartPairing = graphql(`
  mutation KitchenStartPairing {
    startDevicePairing {
      code
      secret
      expiresAt
    }
  }
`)

// The token stays out of the page's reach: the browser is sent it as a cookie.
const ClaimDevice = graphql(`
  mutation KitchenClaimDevice($input: ClaimDeviceInput!) {
    claimDevice(input: $input) {
      __typename
      ... on ClaimDevicePayload {
        device {
          id
        }
      }
    }
  }
`)

const ASK_EVERY_MS = 2000
const RETRY_MS = 4000

export type Pairing = {
  /** What a manager types; undefined until the server has given one. */
  code?: { characters: string; expiresAt: string }
  /** Why nothing comes of it at the moment. */
  problem?: string
}

/**
 * Asks to be let in, and asks again until a manager has done so; then this browser is the tablet. A code that has
 * expired is replaced by the next.
 */
export function usePairing(onPaired: () => Promise<unknown>): Pairing {
  const client = useClient()
  const [pairing, setPairing] = useState<Pairing>({})
  const paired = useRef(onPaired)
  useEffect(() => {
    paired.current = onPaired
  })

  useEffect(() => {
    let active = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = (ms: number, next: () => void) => {
      if (active) timer = setTimeout(next, ms)
    }

    async function start() {
      const { data, error } = await client.mutation(StartPairing, {}).toPromise()
      if (!active) return
      if (!data) {
        setPairing({ problem: failureWords(error) })
        later(RETRY_MS, start)
        return
      }
      const { code, secret, expiresAt } = data.startDevicePairing
      setPairing({ code: { characters: code, expiresAt } })
      later(ASK_EVERY_MS, () => void claim(secret))
    }

    async function claim(secret: string) {
      const { data, error } = await client.mutation(ClaimDevice, { input: { secret } }).toPromise()
      if (!active) return
      switch (data?.claimDevice.__typename) {
        case 'ClaimDevicePayload':
          // The socket says who we are when it opens.
          socket.reconnect()
          await paired.current()
          return
        case 'PairingInvalidError':
          setPairing({})
          return start()
        default:
          setPairing(({ code }) => ({
            ...(code && { code }),
            ...(!data && { problem: failureWords(error) }),
          }))
          later(data ? ASK_EVERY_MS : RETRY_MS, () => void claim(secret))
      }
    }

    void start()
    return () => {
      active = false
      clearTimeout(timer)
    }
  }, [client])

  return pairing
}
