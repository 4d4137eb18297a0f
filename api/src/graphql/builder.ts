import SchemaBuilder from '@pothos/core'
import ErrorsPlugin from '@pothos/plugin-errors'
import PrismaPlugin from '@pothos/plugin-prisma'
import RelayPlugin from '@pothos/plugin-relay'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import { roleIn } from '../auth/viewer.ts'
import type { Db } from '../db/database.ts'
import type PrismaTypes from '../db/generated/pothos-types.ts'
import { getDatamodel } from '../db/generated/pothos-types.ts'
import { NotFoundError, type PublicError, UnauthenticatedError } from '../errors.ts'
import type { FeedEvent } from '../events/event.ts'
import type { Context } from './context.ts'
import { decodeGlobalId, encodeGlobalId } from './global-id.ts'

/** Plugins and defaults; the types are the domains'. */
export const builder = new SchemaBuilder<{
  Context: Context
  PrismaTypes: PrismaTypes
  DefaultFieldNullability: false
  DefaultEdgesNullability: { list: false; items: false }
  DefaultNodeNullability: false
  Interfaces: { Error: PublicError; RestaurantEvent: FeedEvent }
  Scalars: {
    DateTime: { Input: Date; Output: Date | string }
    ID: { Input: string; Output: string }
  }
  AuthScopes: {
    /** Member of staff of this restaurant, by its database id. */
    staffOf: string
  }
}>({
  plugins: [RelayPlugin, ScopeAuthPlugin, ErrorsPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  relay: {
    encodeGlobalID: encodeGlobalId,
    decodeGlobalID: decodeGlobalId,
    edgesFieldOptions: { nullable: { list: false, items: false } },
    nodeFieldOptions: { nullable: false },
    // Its length would have no bound; node(id) with aliases does the same within the limits.
    nodesQueryOptions: false,
  },
  scopeAuth: {
    authScopes: ({ viewer }) => ({ staffOf: (restaurantId) => roleIn(viewer, restaurantId) !== undefined }),
    unauthorizedError: (_parent, { viewer }) =>
      viewer ? new NotFoundError('restaurant') : new UnauthenticatedError(),
  },
  errors: { directResult: true },
  prisma: {
    client: ({ db }) => db as Db,
    dmmf: getDatamodel(),
  },
})

builder.queryType({ description: 'What can be read.' })
builder.mutationType({ description: 'What can be changed.' })
builder.subscriptionType({
  description:
    'What can be watched: each event once, in order. Keep the last cursor, and pass it as `after` on return.',
})
