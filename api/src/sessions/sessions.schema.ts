import { InvalidInputError } from '../errors.ts'
import { builder } from '../graphql/builder.ts'
import { databaseId } from '../graphql/global-id.ts'
import { OrderingPausedError } from '../restaurants/restaurants.errors.ts'
import { TableSession, type TableSessionShape } from './session-type.schema.ts'
import {
  JoinApprovalPendingError,
  SessionClosedError,
  TableBusyError,
  TableCodeInvalidError,
  TablePinRequiredError,
} from './sessions.errors.ts'

interface SessionPayload {
  readonly tableSession: TableSessionShape
}

/** The payload of a mutation that answers the session as it is now. */
export function sessionPayload(name: string, description: string) {
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
