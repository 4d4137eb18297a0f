import { recordAction } from '../audit/audit-trail.ts'
import { requirePermission } from '../auth/permissions.ts'
import { createSecret, hashSecret, isSecret } from '../auth/secrets.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { Clock } from '../clock.ts'
import type { Db, Tx } from '../db/database.ts'
import { NotFoundError } from '../errors.ts'
import { requireText } from '../text.ts'
import { PairingInvalidError, PairingPendingError } from './devices.errors.ts'
import { createPairingCode, readPairingCode } from './pairing-code.ts'

const PAIRING_MS = 10 * 60_000
const MAX_LABEL_LENGTH = 80

/** A tablet that works for a restaurant. */
export interface Device {
  readonly id: string
  readonly restaurantId: string
  readonly label: string
  readonly approvedBy: string
  readonly createdAt: Date
  readonly lastSeenAt: Date | null
}

/** A tablet that waits to be let in. */
export interface Pairing {
  /** For its screen. */
  readonly code: string
  /** For itself: it claims its token with it. */
  readonly secret: string
  readonly expiresAt: Date
}

export interface Devices {
  /** For anyone: a code means nothing until a manager has typed it. */
  startPairing(): Promise<Pairing>
  /**
   * Lets the tablet that shows the code in.
   * @throws UnauthenticatedError, NotFoundError, ForbiddenError, InvalidInputError, PairingInvalidError
   */
  approve(
    viewer: Viewer | null,
    request: { restaurantId: string; code: string; label: string },
  ): Promise<Device>
  /** The tablet's token, once. @throws PairingPendingError, PairingInvalidError */
  claim(secret: string): Promise<{ token: string; device: Device }>
  /** Oldest first. The caller has made sure that the viewer may see them. */
  list(restaurantId: string): Promise<Device[]>
  /** @throws UnauthenticatedError, NotFoundError, ForbiddenError, InvalidInputError */
  rename(viewer: Viewer | null, deviceId: string, label: string): Promise<Device>
  /** Its token no longer works afterwards. @throws UnauthenticatedError, NotFoundError, ForbiddenError */
  revoke(viewer: Viewer | null, deviceId: string): Promise<Device>
  /** A device that leaves by itself. */
  unpair(deviceId: string): Promise<void>
}

const FIELDS = {
  id: true,
  restaurantId: true,
  label: true,
  approvedBy: true,
  createdAt: true,
  lastSeenAt: true,
} as const

export function createDevices(services: { db: Db; clock: Clock; rightsChanged: () => void }): Devices {
  const { db, clock, rightsChanged } = services

  async function manageable(viewer: Viewer | null, deviceId: string) {
    const device = await db.device.findUnique({ where: { id: deviceId }, select: FIELDS })
    // To strangers all ids are alike.
    const actor = requirePermission(viewer, device?.restaurantId ?? '', 'devices:manage', 'device')
    if (!device) throw new NotFoundError('device')
    return { device, actor }
  }

  async function remove(deviceId: string, record: (tx: Tx) => Promise<void>): Promise<void> {
    await db.$transaction(async (tx) => {
      const { count } = await tx.device.deleteMany({ where: { id: deviceId } })
      if (count > 0) await record(tx)
    })
    rightsChanged()
  }

  return {
    async startPairing() {
      const now = clock.now()
      const code = createPairingCode()
      const { secret, hash } = createSecret('pairing')
      const expiresAt = new Date(now.getTime() + PAIRING_MS)
      await db.$transaction([
        db.devicePairing.deleteMany({ where: { expiresAt: { lte: now } } }),
        db.devicePairing.create({ data: { codeHash: hashSecret(code), secretHash: hash, expiresAt } }),
      ])
      return { code, secret, expiresAt }
    },

    async approve(viewer, { restaurantId, code, ...request }) {
      const actor = requirePermission(viewer, restaurantId, 'devices:manage')
      const label = requireText(request.label, { path: ['label'], maxLength: MAX_LABEL_LENGTH })
      const at = clock.now()
      return db.$transaction(async (tx) => {
        const device = await tx.device.create({
          data: { restaurantId, label, approvedBy: actor.name, createdAt: at },
          select: FIELDS,
        })
        const { count } = await tx.devicePairing.updateMany({
          where: { codeHash: hashSecret(readPairingCode(code)), deviceId: null, expiresAt: { gt: at } },
          data: { deviceId: device.id },
        })
        if (count === 0) throw new PairingInvalidError()
        await recordAction(tx, { restaurantId, actor, action: 'device.approved', target: label, at })
        return device
      })
    },

    async claim(secret) {
      if (!isSecret('pairing', secret)) throw new PairingInvalidError()
      const secretHash = hashSecret(secret)
      const now = clock.now()
      const pairing = await db.devicePairing.findUnique({ where: { secretHash } })
      if (!pairing || pairing.expiresAt <= now) throw new PairingInvalidError()
      const { id, deviceId } = pairing
      if (!deviceId) throw new PairingPendingError()
      const { secret: token, hash: tokenHash } = createSecret('device')
      const device = await db.$transaction(async (tx) => {
        // Whoever takes the row gets the token; a second one finds none.
        const { count } = await tx.devicePairing.deleteMany({ where: { id } })
        if (count === 0) throw new PairingInvalidError()
        return tx.device.update({ where: { id: deviceId }, data: { tokenHash }, select: FIELDS })
      })
      return { token, device }
    },

    list: (restaurantId) =>
      db.device.findMany({
        where: { restaurantId },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        select: FIELDS,
      }),

    async rename(viewer, deviceId, wanted) {
      const { device, actor } = await manageable(viewer, deviceId)
      const label = requireText(wanted, { path: ['label'], maxLength: MAX_LABEL_LENGTH })
      const renamed = await db.$transaction(async (tx) => {
        const row = await tx.device.update({ where: { id: deviceId }, data: { label }, select: FIELDS })
        await recordAction(tx, {
          restaurantId: device.restaurantId,
          actor,
          action: 'device.renamed',
          target: device.label,
          details: { label },
          at: clock.now(),
        })
        return row
      })
      rightsChanged()
      return renamed
    },

    async revoke(viewer, deviceId) {
      const { device, actor } = await manageable(viewer, deviceId)
      const { restaurantId, label } = device
      await remove(deviceId, (tx) =>
        recordAction(tx, { restaurantId, actor, action: 'device.revoked', target: label, at: clock.now() }),
      )
      return device
    },

    async unpair(deviceId) {
      const device = await db.device.findUnique({ where: { id: deviceId }, select: FIELDS })
      if (!device) return
      const { restaurantId, label: name } = device
      await remove(deviceId, (tx) =>
        recordAction(tx, {
          restaurantId,
          actor: { kind: 'device', deviceId, name, restaurantId },
          action: 'device.left',
          at: clock.now(),
        }),
      )
    },
  }
}
