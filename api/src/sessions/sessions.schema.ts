import { InvalidInputError } from '../errors.ts'
import type { FeedEvent } from '../events/event.ts'
import { builder } from '../graphql/builder.ts'
import { ErrorInterface } from '../graphql/error-types.ts'
import { databaseId } from '../graphql/global-id.ts'
import { IdempotencyKeyReusedError } from '../idempotency.ts'
import { AFTER, RestaurantEvent } from '../restaurants/restaurant-events.schema.ts'
import { OrderingPausedError } from '../restaurants/restaurants.errors.ts'
import type { TableSessionChange } from './session-changes.ts'
import { sessionOf, TableSession, type TableSessionShape, TableSessionStatus } from './session-type.schema.ts'
import {
  JoinApprovalPendingError,
  SessionClosedError,
  TableBusyError,
  TableCodeInvalidError,
  TablePinRequiredError,
} from './sessions.errors.ts'

builder.objectType(SessionClosedError, {
  access: 'parent',
  name: 'SessionClosedError',
  description: 'The table session is over; also for an unknown or expired token. Code SESSION_CLOSED.',
  interfaces: [ErrorInterface],
})

builder.objectType(TableCodeInvalidError, {
  access: 'parent',
  name: 'TableCodeInvalidError',
  description: 'No table has this code (any more). Code TABLE_CODE_INVALID.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    isReplaced: t.exposeBoolean('isReplaced', {
      description: 'Whether a table had it before, and has another one now: the staff have the new QR code.',
    }),
  }),
})

builder.objectType(TablePinRequiredError, {
  access: 'parent',
  name: 'TablePinRequiredError',
  description:
    'The table has a party, and its PIN was not given, or not right. After five wrong ones there is a pause of a minute, then of longer. Code TABLE_PIN_REQUIRED.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    isWrong: t.exposeBoolean('isWrong', { description: 'Whether one was tried that is not right.' }),
    retryAt: t.expose('retryAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Until then no PIN is looked at. Null: one can be tried now.',
    }),
  }),
})

builder.objectType(JoinApprovalPendingError, {
  access: 'parent',
  name: 'JoinApprovalPendingError',
  description: 'The staff have been asked whether this device may sit down. Code JOIN_APPROVAL_PENDING.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    joinRequestToken: t.exposeString('joinRequestToken', {
      description:
        'What the device waits with, by joinRequestChanged. Once approved it is its sessionToken: shown once.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'From then on nobody waits any more.',
    }),
  }),
})

builder.objectType(TableBusyError, {
  access: 'parent',
  name: 'TableBusyError',
  description: 'As many devices as may wait for this table do. Code TABLE_BUSY.',
  interfaces: [ErrorInterface],
})

interface SessionPayload {
  readonly tableSession: TableSessionShape
}

/** The payload of a mutation that answers the session as it is now. */
function sessionPayload(name: string, description: string) {
  return builder.objectRef<SessionPayload>(name).implement({
    access: 'parent',
    description,
    fields: (t) => ({
      tableSession: t.field({
        type: TableSession,
        description: 'The session as it is now.',
        resolve: ({ tableSession }) => tableSession,
      }),
    }),
  })
}

builder.queryField('tableSession', (t) =>
  t.field({
    access: 'guest',
    type: TableSession,
    nullable: true,
    description: 'The session of a token: the table’s orders and bill. Null for an unknown or expired token.',
    args: { sessionToken: t.arg.string({ required: true, description: 'From startTableSession.' }) },
    async resolve(_parent, { sessionToken }, { sessions }) {
      const found = await sessions.read(sessionToken)
      return found && { ...found.tableSession, guestName: found.guest.name }
    },
  }),
)

const StartTableSessionInput = builder.inputType('StartTableSessionInput', {
  description: 'A table to sit down at.',
  fields: (t) => ({
    tableCode: t.string({ required: true, description: 'What the QR code at the table holds.' }),
    guestName: t.string({ description: 'At most 80 characters.' }),
    pin: t.string({ description: 'What the party at the table shows, where the restaurant asks for it.' }),
  }),
})

const StartTableSessionPayload = builder
  .objectRef<SessionPayload & { readonly sessionToken: string }>('StartTableSessionPayload')
  .implement({
    access: 'parent',
    description: 'A place at the table.',
    fields: (t) => ({
      sessionToken: t.exposeString('sessionToken', {
        description: "This device's key to the session: shown once. Whoever has it orders for the table.",
      }),
      tableSession: t.field({
        type: TableSession,
        description: 'The session.',
        resolve: ({ tableSession }) => tableSession,
      }),
    }),
  })

builder.mutationField('startTableSession', (t) =>
  t.field({
    access: 'guest',
    type: StartTableSessionPayload,
    description: 'Joins the open session of a table, or opens one. For guests.',
    errors: {
      types: [
        TableCodeInvalidError,
        OrderingPausedError,
        InvalidInputError,
        TablePinRequiredError,
        JoinApprovalPendingError,
        TableBusyError,
      ],
      union: { name: 'StartTableSessionResult', description: 'A place at the table, or why there is none.' },
    },
    args: { input: t.arg({ type: StartTableSessionInput, required: true, description: 'Where.' }) },
    async resolve(_parent, { input }, { sessions }) {
      const { sessionToken, guestName, tableSession } = await sessions.start(input)
      return { sessionToken, tableSession: { ...tableSession, guestName } }
    },
  }),
)

const RequestBillInput = builder.inputType('RequestBillInput', {
  description: 'Whose bill.',
  fields: (t) => ({ sessionToken: t.string({ required: true, description: 'From startTableSession.' }) }),
})

builder.mutationField('requestBill', (t) =>
  t.field({
    access: 'guest',
    type: sessionPayload('RequestBillPayload', 'The staff know.'),
    description: 'Calls the staff with the bill. For guests.',
    errors: {
      types: [SessionClosedError],
      union: { name: 'RequestBillResult', description: 'The session, or why not.' },
    },
    args: { input: t.arg({ type: RequestBillInput, required: true, description: 'Whose bill.' }) },
    resolve: async (_parent, { input }, { sessions }) => ({
      tableSession: await sessions.requestBill(input.sessionToken),
    }),
  }),
)

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

const CloseTableSessionInput = builder.inputType('CloseTableSessionInput', {
  description: 'A session to end.',
  fields: (t) => ({
    tableSessionId: t.id({ required: true, description: 'The session.' }),
    reason: t.string({ description: 'At most 500 characters. Goes into the log.' }),
  }),
})

builder.mutationField('closeTableSession', (t) =>
  t.field({
    access: 'sessions:close',
    type: sessionPayload('CloseTableSessionPayload', 'The session is over.'),
    description: 'Ends a session whatever is due, for a party that left. For those who serve.',
    errors: {
      types: [InvalidInputError, SessionClosedError],
      union: { name: 'CloseTableSessionResult', description: 'The session, or why not.' },
    },
    args: { input: t.arg({ type: CloseTableSessionInput, required: true, description: 'Which.' }) },
    resolve: async (_parent, { input }, { sessions, viewer }) => ({
      tableSession: await sessions.close(viewer, {
        ...input,
        tableSessionId: databaseId('TableSession', input.tableSessionId),
      }),
    }),
  }),
)

const changed = ({ event }: FeedEvent) => event.payload as TableSessionChange

builder.objectRef<FeedEvent>('TableSessionChangedEvent').implement({
  access: ['guest', 'orders:read'],
  restaurantOf: ({ event }) => event.restaurantId,
  description: 'A party sat down, asked for its bill, paid a part of it, or its session ended.',
  interfaces: [RestaurantEvent],
  fields: (t) => ({
    tableSession: t.field({
      type: TableSession,
      description: 'The session as it is now.',
      resolve: (event, _args, context) => sessionOf(event, changed(event).tableSessionId, context),
    }),
    previousStatus: t.field({
      type: TableSessionStatus,
      nullable: true,
      description: 'Where it was; null when it was opened by this change.',
      resolve: (event) => changed(event).previousStatus,
    }),
    status: t.field({
      type: TableSessionStatus,
      description: 'Where it came to; the same as before for a part payment.',
      resolve: (event) => changed(event).status,
    }),
    reason: t.string({
      access: 'orders:read',
      nullable: true,
      description: 'Why staff ended it, in their words. For staff; null for guests.',
      resolve: (event) => changed(event).reason,
    }),
  }),
})

builder.subscriptionField('tableSessionEvents', (t) =>
  t.field({
    access: 'guest',
    type: RestaurantEvent,
    description:
      "All that happens at the token's table, in one order, up to the event of its session's closing, behind which it is complete: for a guest's screen.",
    args: {
      sessionToken: t.arg.string({ required: true, description: 'From startTableSession.' }),
      after: t.arg.string({ description: AFTER }),
    },
    async subscribe(_parent, { sessionToken, after }, { sessions, liveGuests, log }) {
      const reader = await sessions.requireReader(sessionToken)
      return log.subscribe(
        { kind: 'session', id: reader.guest.tableSessionId },
        { after, ...liveGuests.whileReading(reader) },
      )
    },
    resolve: (event) => event,
  }),
)
