import { deviceCookie } from '../auth/device-cookie.ts'
import { InvalidInputError } from '../errors.ts'
import { builder } from '../graphql/builder.ts'
import { ErrorInterface } from '../graphql/error-types.ts'
import { databaseId, encodeGlobalId } from '../graphql/global-id.ts'
import { PairingInvalidError, PairingPendingError } from './devices.errors.ts'
import type { Device as DeviceShape, Pairing } from './devices.service.ts'

builder.objectType(PairingInvalidError, {
  access: 'parent',
  name: 'PairingInvalidError',
  description: 'No tablet waits with this code or secret, or not any more. Code PAIRING_INVALID.',
  interfaces: [ErrorInterface],
})

builder.objectType(PairingPendingError, {
  access: 'parent',
  name: 'PairingPendingError',
  description: 'A manager has yet to approve the tablet: ask again in some seconds. Code PAIRING_PENDING.',
  interfaces: [ErrorInterface],
})

const Device = builder.objectRef<DeviceShape>('Device').implement({
  access: ['devices:manage', 'secret'],
  description:
    "A tablet that works for a restaurant with the kitchen's permissions, and needs nobody's password.",
  fields: (t) => ({
    id: t.id({ description: 'Stable.', resolve: ({ id }) => encodeGlobalId('Device', id) }),
    label: t.exposeString('label', { description: 'What people call it, and histories.' }),
    approvedBy: t.exposeString('approvedBy', { description: 'The name of who let it in.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was let in.' }),
    lastSeenAt: t.expose('lastSeenAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last here, to the minute. Null: not yet.',
    }),
    restaurant: t.prismaField({
      type: 'Restaurant',
      description: 'Whose it is.',
      resolve: (query, { restaurantId }, _args, { db }) =>
        db.restaurant.findUniqueOrThrow({ ...query, where: { id: restaurantId } }),
    }),
  }),
})

builder.prismaObjectField('Restaurant', 'devices', (t) =>
  t.field({
    type: [Device],
    description: 'Its paired tablets, oldest first. For managers and owners.',
    access: 'devices:manage',
    select: { id: true },
    resolve: ({ id }, _args, { devices }) => devices.list(id),
  }),
)

const StartDevicePairingPayload = builder.objectRef<Pairing>('StartDevicePairingPayload').implement({
  access: 'parent',
  description: 'A tablet that waits to be let in.',
  fields: (t) => ({
    code: t.exposeString('code', {
      description: 'Eight characters for the screen, which a manager types elsewhere.',
    }),
    secret: t.exposeString('secret', {
      description: 'For the tablet itself: claimDevice takes it. Not to be shown.',
    }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'Until when both are good.' }),
  }),
})

builder.mutationField('startDevicePairing', (t) =>
  t.field({
    access: 'anyone',
    type: StartDevicePairingPayload,
    description: 'Asks for a tablet to be let in. For anyone; a manager has to approve it.',
    resolve: (_parent, _args, { devices }) => devices.startPairing(),
  }),
)

const devicePayload = (name: string, description: string) =>
  builder.objectRef<{ device: DeviceShape }>(name).implement({
    access: 'parent',
    description,
    fields: (t) => ({
      device: t.field({ type: Device, description: 'The tablet.', resolve: ({ device }) => device }),
    }),
  })

const ApproveDeviceInput = builder.inputType('ApproveDeviceInput', {
  description: 'A tablet to let in.',
  fields: (t) => ({
    restaurantId: t.id({ required: true, description: 'Where.' }),
    code: t.string({
      required: true,
      description: "What the tablet's screen shows, in any case and grouping.",
    }),
    label: t.string({ required: true, description: 'At most 80 characters: "Kitchen, left of the stove".' }),
  }),
})

builder.mutationField('approveDevice', (t) =>
  t.field({
    access: 'devices:manage',
    type: devicePayload('ApproveDevicePayload', 'The tablet may fetch its token.'),
    description: 'Lets the tablet in that shows the code. For managers and owners.',
    errors: {
      types: [PairingInvalidError, InvalidInputError],
      union: { name: 'ApproveDeviceResult', description: 'The tablet, or why not.' },
    },
    args: { input: t.arg({ type: ApproveDeviceInput, required: true, description: 'Which.' }) },
    resolve: async (_parent, { input }, { devices, viewer }) => ({
      device: await devices.approve(viewer, {
        ...input,
        restaurantId: databaseId('Restaurant', input.restaurantId),
      }),
    }),
  }),
)

const ClaimDeviceInput = builder.inputType('ClaimDeviceInput', {
  description: 'A tablet that asks whether it has been let in.',
  fields: (t) => ({ secret: t.string({ required: true, description: 'From startDevicePairing.' }) }),
})

const ClaimDevicePayload = builder
  .objectRef<{ token: string; device: DeviceShape }>('ClaimDevicePayload')
  .implement({
    access: 'parent',
    description: 'The tablet is let in.',
    fields: (t) => ({
      token: t.exposeString('token', {
        description:
          'For the header `Authorization: Bearer <token>`, or `authorization` in connection_init. Shown this once; browsers are sent it as a cookie too.',
      }),
      device: t.field({ type: Device, description: 'The tablet.', resolve: ({ device }) => device }),
    }),
  })

builder.mutationField('claimDevice', (t) =>
  t.field({
    access: 'secret',
    type: ClaimDevicePayload,
    description: 'Fetches the token of a tablet that was let in, once. To be asked every few seconds.',
    errors: {
      types: [PairingPendingError, PairingInvalidError],
      union: { name: 'ClaimDeviceResult', description: 'The token, or why there is none.' },
    },
    args: { input: t.arg({ type: ClaimDeviceInput, required: true, description: 'Which.' }) },
    async resolve(_parent, { input }, { devices, setCookies }) {
      const claimed = await devices.claim(input.secret)
      setCookies([deviceCookie(claimed.token)])
      return claimed
    },
  }),
)

const RenameDeviceInput = builder.inputType('RenameDeviceInput', {
  description: 'Another label for a tablet.',
  fields: (t) => ({
    deviceId: t.id({ required: true, description: 'Which.' }),
    label: t.string({ required: true, description: 'At most 80 characters.' }),
  }),
})

builder.mutationField('renameDevice', (t) =>
  t.field({
    access: 'devices:manage',
    type: devicePayload('RenameDevicePayload', 'The tablet has another label.'),
    description: 'Gives a tablet another label. For managers and owners.',
    errors: {
      types: [InvalidInputError],
      union: { name: 'RenameDeviceResult', description: 'The tablet, or why not.' },
    },
    args: { input: t.arg({ type: RenameDeviceInput, required: true, description: 'Which, and what.' }) },
    resolve: async (_parent, { input }, { devices, viewer }) => ({
      device: await devices.rename(viewer, databaseId('Device', input.deviceId), input.label),
    }),
  }),
)

const RevokeDeviceInput = builder.inputType('RevokeDeviceInput', {
  description: 'A tablet to shut out.',
  fields: (t) => ({ deviceId: t.id({ required: true, description: 'Which.' }) }),
})

builder.mutationField('revokeDevice', (t) =>
  t.field({
    access: 'devices:manage',
    type: devicePayload('RevokeDevicePayload', 'Its token no longer works.'),
    description: 'Shuts a tablet out; what it has open ends within seconds. For managers and owners.',
    args: { input: t.arg({ type: RevokeDeviceInput, required: true, description: 'Which.' }) },
    resolve: async (_parent, { input }, { devices, viewer }) => ({
      device: await devices.revoke(viewer, databaseId('Device', input.deviceId)),
    }),
  }),
)
