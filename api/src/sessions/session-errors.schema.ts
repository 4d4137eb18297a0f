import { builder } from '../graphql/builder.ts'
import { ErrorInterface } from '../graphql/error-types.ts'
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
