import { InvalidInputError } from '../errors.ts'
import { builder } from '../graphql/builder.ts'
import { ErrorInterface } from '../graphql/error-types.ts'
import { databaseId, encodeGlobalId } from '../graphql/global-id.ts'
import type { ApiKey as ApiKeyShape } from './api-keys.service.ts'
import { TooManyApiKeysError } from './partners.errors.ts'

builder.objectType(TooManyApiKeysError, {
  access: 'parent',
  name: 'TooManyApiKeysError',
  description: 'The restaurant has as many live keys as it can have. Code TOO_MANY_API_KEYS.',
  interfaces: [ErrorInterface],
})

const ApiKeyScope = builder.enumType('ApiKeyScope', {
  description: 'What a key is good for.',
  values: {
    ORDERS_READ: {
      description: 'orders:read. Orders and table sessions, and the events that tell of them.',
    },
    ORDERS_WRITE: { description: 'orders:write. Moving orders.' },
    MENU_READ: { description: 'menu:read. The menu.' },
    MENU_WRITE: { description: 'menu:write. The menu, and what is sold out.' },
  } as const,
})

const ApiKey = builder.objectRef<ApiKeyShape>('ApiKey').implement({
  access: ['keys:manage'],
  description:
    "A key for a partner's program, to one restaurant. The key itself is shown once, when it is made.",
  fields: (t) => ({
    id: t.id({ description: 'Stable.', resolve: ({ id }) => encodeGlobalId('ApiKey', id) }),
    name: t.exposeString('name', { description: 'What people call it, and histories.' }),
    prefix: t.exposeString('prefix', { description: 'How the key begins, to tell it from others.' }),
    scopes: t.field({
      type: [ApiKeyScope],
      description: 'What it is good for.',
      resolve: ({ scopes }) => [...scopes],
    }),
    createdBy: t.exposeString('createdBy', { description: 'The name of who made it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last used, to the minute. Null: not yet.',
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when it no longer works. Null: it works.',
    }),
  }),
})

builder.prismaObjectField('Restaurant', 'apiKeys', (t) =>
  t.field({
    type: [ApiKey],
    description: "Its partners' keys, newest first, revoked ones too. For owners.",
    access: 'keys:manage',
    select: { id: true },
    resolve: ({ id }, _args, { apiKeys }) => apiKeys.list(id),
  }),
)

const CreateApiKeyInput = builder.inputType('CreateApiKeyInput', {
  description: 'A key to make.',
  fields: (t) => ({
    restaurantId: t.id({ required: true, description: 'What it is a key to.' }),
    name: t.string({ required: true, description: "At most 80 characters: the partner's name." }),
    scopes: t.field({
      type: [ApiKeyScope],
      required: true,
      description: 'At least one, and no more than the partner needs.',
    }),
  }),
})

const CreateApiKeyPayload = builder
  .objectRef<{ secret: string; apiKey: ApiKeyShape }>('CreateApiKeyPayload')
  .implement({
    access: 'parent',
    description: 'The key is good.',
    fields: (t) => ({
      secret: t.exposeString('secret', {
        description:
          'The key, for the header `Authorization: Bearer <key>`, or `authorization` in connection_init. Shown this once.',
      }),
      apiKey: t.field({
        type: ApiKey,
        description: 'What is known of it from now on.',
        resolve: ({ apiKey }) => apiKey,
      }),
    }),
  })

builder.mutationField('createApiKey', (t) =>
  t.field({
    access: 'keys:manage',
    type: CreateApiKeyPayload,
    description:
      'Makes a key for a partner. To replace one, make the next, let the partner change over, then revoke the first. For owners.',
    errors: {
      types: [InvalidInputError, TooManyApiKeysError],
      union: { name: 'CreateApiKeyResult', description: 'The key, or why there is none.' },
    },
    args: { input: t.arg({ type: CreateApiKeyInput, required: true, description: 'Which.' }) },
    resolve: (_parent, { input }, { apiKeys, viewer }) =>
      apiKeys.create(viewer, { ...input, restaurantId: databaseId('Restaurant', input.restaurantId) }),
  }),
)

const RevokeApiKeyInput = builder.inputType('RevokeApiKeyInput', {
  description: 'A key to revoke.',
  fields: (t) => ({ apiKeyId: t.id({ required: true, description: 'Which.' }) }),
})

const RevokeApiKeyPayload = builder.objectRef<{ apiKey: ApiKeyShape }>('RevokeApiKeyPayload').implement({
  access: 'parent',
  description: 'It no longer works.',
  fields: (t) => ({
    apiKey: t.field({ type: ApiKey, description: 'The key.', resolve: ({ apiKey }) => apiKey }),
  }),
})

builder.mutationField('revokeApiKey', (t) =>
  t.field({
    access: 'keys:manage',
    type: RevokeApiKeyPayload,
    description: 'Revokes a key for good; what is open with it ends within seconds. For owners.',
    args: { input: t.arg({ type: RevokeApiKeyInput, required: true, description: 'Which.' }) },
    resolve: async (_parent, { input }, { apiKeys, viewer }) => ({
      apiKey: await apiKeys.revoke(viewer, databaseId('ApiKey', input.apiKeyId)),
    }),
  }),
)
