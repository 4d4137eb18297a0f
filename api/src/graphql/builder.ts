import SchemaBuilder from '@pothos/core'
import ErrorsPlugin from '@pothos/plugin-errors'
import PrismaPlugin from '@pothos/plugin-prisma'
import RelayPlugin from '@pothos/plugin-relay'
import type { Db } from '../db/database.ts'
import type PrismaTypes from '../db/generated/pothos-types.ts'
import { getDatamodel } from '../db/generated/pothos-types.ts'
import type { PublicError } from '../errors.ts'
import type { FeedEvent } from '../events/event.ts'
import './access-plugin.ts'
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
}>({
  plugins: [RelayPlugin, 'access', ErrorsPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  relay: {
    encodeGlobalID: encodeGlobalId,
    decodeGlobalID: decodeGlobalId,
    idFieldOptions: { description: 'Opaque and stable: node(id) finds the thing again.' },
    nodeTypeOptions: { access: 'parent', description: 'Something with an id of its own.' },
    nodeQueryOptions: {
      access: 'anyone',
      description: 'Anything by its id. Null for what is not there, or not for this viewer.',
      args: { id: { description: 'An id that this API gave out.' } },
    },
    edgesFieldOptions: { nullable: { list: false, items: false }, description: 'The entries of this page.' },
    nodeFieldOptions: { nullable: false, description: 'The entry.' },
    cursorFieldOptions: { description: 'Where the list goes on behind this entry: pass it as `after`.' },
    pageInfoFieldOptions: { description: 'Where this page stands in the list.' },
    pageInfoTypeOptions: { access: 'parent', description: 'Where a page stands in its list.' },
    hasNextPageFieldOptions: { description: 'Whether more follows.' },
    hasPreviousPageFieldOptions: { description: 'Always false: lists are read forwards.' },
    startCursorFieldOptions: { description: 'The cursor of the first entry; null on an empty page.' },
    endCursorFieldOptions: {
      description: 'The cursor of the last entry: pass it as `after`. Null on an empty page.',
    },
    // Its length would have no bound; node(id) with aliases does the same within the limits.
    nodesQueryOptions: false,
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
