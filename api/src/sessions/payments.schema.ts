import { InvalidInputError } from '../errors.ts'
import { builder } from '../graphql/builder.ts'
import { databaseId } from '../graphql/global-id.ts'
import { IdempotencyKeyReusedError } from '../idempotency.ts'
import { SessionClosedError } from './sessions.errors.ts'
import { sessionPayload } from './sessions.schema.ts'

const PaymentMethod = builder.enumType('PaymentMethod', {
  description: 'How a guest paid.',
  values: {
    CASH: { description: 'In cash.' },
    CARD: { description: "By card, at the restaurant's own terminal." },
    OTHER: { description: 'Any other way.' },
  } as const,
})

const RecordPaymentInput = builder.inputType('RecordPaymentInput', {
  description: 'Money that staff took at a table.',
  fields: (t) => ({
    tableSessionId: t.id({ required: true, description: 'The session.' }),
    amountMinor: t.int({ required: true, description: "In the currency's minor unit: 1 up to what is due." }),
    method: t.field({ type: PaymentMethod, required: true, description: 'How.' }),
    idempotencyKey: t.string({
      required: true,
      description: 'At most 255 characters, unique to this payment: sent again, it is not recorded again.',
    }),
  }),
})

builder.mutationField('recordPayment', (t) =>
  t.field({
    access: 'payments:write',
    type: sessionPayload('RecordPaymentPayload', 'The payment is recorded.'),
    description:
      'Records a payment. A bill that is thereby paid in full closes the session. For those who serve.',
    errors: {
      types: [InvalidInputError, SessionClosedError, IdempotencyKeyReusedError],
      union: { name: 'RecordPaymentResult', description: 'The session, or why not.' },
    },
    args: { input: t.arg({ type: RecordPaymentInput, required: true, description: 'The payment.' }) },
    resolve: async (_parent, { input }, { payments, viewer }) => ({
      tableSession: await payments.record(viewer, {
        ...input,
        tableSessionId: databaseId('TableSession', input.tableSessionId),
      }),
    }),
  }),
)
