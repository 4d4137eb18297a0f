import { BadUserInputError } from '../errors.ts'
import { builder } from '../graphql/builder.ts'
import { encodeGlobalId } from '../graphql/global-id.ts'
import { pageSize } from '../graphql/page-size.ts'
import type { AuditEntry as AuditEntryShape, AuditKey } from './audit-trail.ts'

const ActorKind = builder.enumType('ActorKind', {
  description: 'Who can have done something.',
  values: {
    STAFF: { description: 'A person with an account.' },
    DEVICE: { description: 'A paired tablet.' },
    PARTNER: { description: 'A program with an API key.' },
  } as const,
})

const AuditEntry = builder.objectRef<AuditEntryShape>('AuditEntry').implement({
  access: ['audit:read'],
  description:
    'What somebody did. Moves of orders other than cancellations stand in the history of the order alone.',
  fields: (t) => ({
    id: t.id({ description: 'Stable.', resolve: ({ id }) => encodeGlobalId('AuditEntry', id) }),
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    actorKind: t.field({
      type: ActorKind,
      description: 'Who, roughly.',
      resolve: ({ actorKind }) => actorKind,
    }),
    actorId: t.exposeString('actorId', {
      description: 'Tells those of one kind apart who have the same name. Stable, and good for nothing else.',
    }),
    actorName: t.exposeString('actorName', { description: 'Who, as they were called then.' }),
    action: t.exposeString('action', {
      description: 'Domain and deed: "staff.invited". More may be added.',
    }),
    target: t.exposeString('target', {
      nullable: true,
      description: 'What it was done to, as people called it then.',
    }),
    details: t.string({
      description: 'More about it, as a JSON object whose keys depend on the action. Without secrets.',
      resolve: ({ details }) => JSON.stringify(details),
    }),
  }),
})

const RestaurantAuditTrailConnection = builder.connectionObject(
  {
    access: 'parent',
    type: AuditEntry,
    name: 'RestaurantAuditTrailConnection',
    description: 'A page of the trail.',
  },
  { access: 'parent', name: 'RestaurantAuditTrailConnectionEdge', description: 'An entry in the trail.' },
)

builder.prismaObjectField('Restaurant', 'auditTrail', (t) =>
  t.field({
    type: RestaurantAuditTrailConnection,
    description: 'What staff, devices and partners did here, newest first. For owners.',
    access: 'audit:read',
    select: { id: true },
    args: {
      first: t.arg.int({ description: 'How many, 1 to 100. Default 20.' }),
      after: t.arg.string({ description: 'The endCursor of the page before.' }),
    },
    async resolve({ id }, { first, after }, { auditTrail }) {
      const limit = pageSize(first)
      const found = await auditTrail.list(id, { after: after ? decodeKey(after) : null, limit: limit + 1 })
      const edges = found.slice(0, limit).map((entry) => ({ cursor: encodeKey(entry), node: entry }))
      return {
        edges,
        pageInfo: {
          hasNextPage: found.length > limit,
          hasPreviousPage: false,
          startCursor: edges[0]?.cursor ?? null,
          endCursor: edges.at(-1)?.cursor ?? null,
        },
      }
    },
  }),
)

function encodeKey({ at, id }: AuditKey): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString('base64url')
}

const KEY = /^(\d{4}-\d{2}-\d{2}T[\d:.]{12}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** @throws BadUserInputError for anything that encodeKey cannot have made */
function decodeKey(cursor: string): AuditKey {
  const [, text = '', id = ''] = KEY.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  const at = new Date(text)
  if (Number.isNaN(at.getTime()) || at.toISOString() !== text || at.getUTCFullYear() < 1)
    throw new BadUserInputError('after is no cursor of this list.')
  return { at, id }
}
