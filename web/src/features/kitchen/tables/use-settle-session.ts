import { useState } from 'react'
import { useMutation } from 'urql'
import { graphql, readFragment } from '../../../gql'
import type { PaymentMethod } from '../../../gql/graphql'
import { formatMoney } from '../../../ui/money'
import { showToast } from '../../../ui/toast'
import { KitchenBill } from './bill'
import { createIntentKeys } from './intent-keys'

const RecordPayment = graphql(`
  mutation KitchenRecordPayment($input: RecordPaymentInput!) {
    recordPayment(input: $input) {
      __typename
      ... on RecordPaymentPayload {
        tableSession {
          ...KitchenSession
          bill {
            ...KitchenBill
          }
        }
      }
      ... on Error {
        message
      }
    }
  }
`)

const CloseSession = graphql(`
  mutation KitchenCloseSession($input: CloseTableSessionInput!) {
    closeTableSession(input: $input) {
      __typename
      ... on CloseTableSessionPayload {
        tableSession {
          ...KitchenSession
        }
      }
      ... on Error {
        message
      }
    }
  }
`)

type SettleOptions = {
  sessionId: string
  /** The table's name, for messages. */
  label: string
  /** The bill on the screen is out of date. */
  reload: () => void
  /** The table is settled or closed, here or by somebody else. */
  onClosed: () => void
}

const unanswered = {
  description: 'No clear answer from the server. Try again: the same payment is never recorded twice.',
}

/** Ends a table's session by payment or without. `busy` names what is under way. */
export function useSettleSession({ sessionId, label, reload, onClosed }: SettleOptions) {
  const [, record] = useMutation(RecordPayment)
  const [, closeSession] = useMutation(CloseSession)
  const [busy, setBusy] = useState<PaymentMethod | 'CLOSE' | null>(null)
  const [keys] = useState(() => createIntentKeys())

  async function pay(method: PaymentMethod, amountMinor: number) {
    setBusy(method)
    const intent = `${method} ${amountMinor}`
    const input = { tableSessionId: sessionId, amountMinor, method, idempotencyKey: keys.keyFor(intent) }
    const result = (await record({ input })).data?.recordPayment
    setBusy(null)
    if (!result) {
      showToast({
        title: `${label}: payment not recorded`,
        ...unanswered,
        tone: 'cancelled',
        timeout: 10_000,
      })
      return
    }
    keys.done(intent)
    if (result.__typename === 'SessionClosedError') return settled('was already closed')
    if (result.__typename !== 'RecordPaymentPayload') {
      showToast({ title: `${label}: payment not recorded`, description: result.message, tone: 'cancelled' })
      return reload()
    }
    const { due } = readFragment(KitchenBill, result.tableSession.bill)
    if (due.amountMinor === 0) return settled('is paid')
    // Somebody at the table ordered while the others paid.
    showToast({ title: `${label} paid, but ordered more`, description: `${formatMoney(due)} is due now.` })
    reload()
  }

  async function close() {
    setBusy('CLOSE')
    const input = { tableSessionId: sessionId, reason: 'Closed without payment at the kitchen display' }
    const result = (await closeSession({ input })).data?.closeTableSession
    setBusy(null)
    if (!result || result.__typename === 'InvalidInputError') {
      showToast({
        title: `${label} was not closed`,
        description: result?.message ?? 'No answer from the server. Please try again.',
        tone: 'cancelled',
      })
      return
    }
    settled('is closed')
  }

  function settled(how: string) {
    showToast({ title: `${label} ${how}`, tone: 'ready' })
    onClosed()
  }

  return { pay, close, busy }
}
