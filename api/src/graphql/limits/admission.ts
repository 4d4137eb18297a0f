import { type DocumentNode, GraphQLError, type GraphQLSchema } from 'graphql'
import { LRUCache } from 'lru-cache'
import type { Auth, Credential } from '../../auth/auth.ts'
import type { Viewer } from '../../auth/viewer.ts'
import { BadUserInputError } from '../../errors.ts'
import type { RateLimits } from '../../limits/rate-limits.ts'
import type { Logger } from '../../logger.ts'
import type { Tables } from '../../restaurants/tables.service.ts'
import type { Guests } from '../../sessions/guests.ts'
import { toPublicError } from '../public-errors.ts'
import { createAcquaintance, hashed } from './acquaintance.ts'
import { chargesFor, lineOf } from './charges.ts'
import { MAX_COST } from './document-limits.ts'
import { createDocuments, type KnownDocument, type KnownOperation } from './documents.ts'
import { LimitExceededError } from './limit-exceeded.error.ts'
import { asParams, MalformedRequestError } from './operation-params.ts'
import { documentHashIn, type PersistedDocuments } from './persisted-documents.ts'
import { withoutSuggestion } from './suggestions.ts'

/** Credentials remembered as good: a stranger with many bad ones must not keep those out who share the address. */
const KNOWN_CREDENTIALS = 50_000

/** Whom a request comes from, as far as the request says. */
export interface Caller {
  readonly address: string
  readonly credential: Credential | null
}

/** An operation that may be run. */
export interface Admitted {
  readonly text: string
  readonly document: DocumentNode
  readonly viewer: Viewer | null
  /** Whether the viewer is told of the schema: in introspection, and in "Did you mean". */
  readonly seesSchema: boolean
  /** In fields of the answer. */
  readonly cost: number
  /** In which it waits for its turn. */
  readonly line: string
}

/** One that may not, and why; as callers are told. */
export interface Refused {
  readonly errors: readonly GraphQLError[]
}

/** The way in, the same for HTTP, SSE and the WebSocket: nothing is run that was not admitted. */
export interface Admission {
  /**
   * Whom a credential stands for; null without a good one.
   * @throws RateLimitedError for one too many that nobody here was given
   */
  recognise(caller: Caller): Promise<Viewer | null>
  /**
   * Rejects where it cannot be told who is asking.
   * @param params as they came: they need not have the form of a request
   */
  admit(params: unknown, caller: Caller): Promise<Admitted | Refused>
  /**
   * Counts a request that cannot be read.
   * @throws RateLimitedError
   */
  countUnreadable(address: string): Promise<void>
}

/** What those run who are about to sign in, and so are guests still. */
export const OPEN_FIELDS: ReadonlySet<string> = new Set(['signIn'])

export function createAdmission(parts: {
  schema: GraphQLSchema
  auth: Auth
  guests: Guests
  tables: Pick<Tables, 'hasCode'>
  rateLimits: RateLimits
  persistedDocuments: PersistedDocuments
  /** Guests and tablets may run persisted documents only. */
  persistedDocumentsOnly: boolean
  /** Everyone is told of the schema. */
  openSchema: boolean
  statementTimeoutMs: number
  logger: Logger
}): Admission {
  const { auth, rateLimits, persistedDocuments, persistedDocumentsOnly, openSchema, logger } = parts
  const documents = createDocuments(parts.schema, new Set(persistedDocuments.values()))
  const acquaintance = createAcquaintance(parts)

  const good = new LRUCache<string, true>({ max: KNOWN_CREDENTIALS })

  async function recognise({ credential, address }: Caller): Promise<Viewer | null> {
    if (!credential) return null
    const key = hashed(`${credential.kind} ${credential.value}`)
    if (!good.has(key)) await rateLimits.consume('unknownCredential', address)
    const viewer = await auth.resolve(credential)
    if (viewer) good.set(key, true)
    else good.delete(key)
    return viewer
  }

  function check(
    known: KnownDocument,
    operation: KnownOperation | undefined,
    variables: Readonly<Record<string, unknown>>,
    viewer: Viewer | null,
    isStrange: boolean,
  ): number {
    const errors = known.errors()
    // What is wrong with a document of their own would tell strangers of the schema.
    if (errors.length > 0) throw isStrange ? new DocumentRefusedError() : new AggregateError(errors)
    if (operation?.introspects && !openSchema && !mayWriteDocuments(viewer))
      throw new BadUserInputError('Sign in to ask for the schema.')
    const cost = operation?.cost(variables) ?? 0
    if (cost > MAX_COST) throw new LimitExceededError('cost', MAX_COST, cost)
    return cost
  }

  const countUnreadable = (address: string) => rateLimits.consume('requestAddress', address)

  async function read(params: unknown, address: string) {
    try {
      return asParams(params)
    } catch (error) {
      await countUnreadable(address)
      throw error
    }
  }

  function refused(error: unknown, seesSchema: boolean): Refused {
    const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error]
    return {
      errors: errors.map((one) => {
        const said = one instanceof GraphQLError && !seesSchema ? withoutSuggestion(one) : one
        return asRequestError(toPublicError(said, logger, parts.statementTimeoutMs))
      }),
    }
  }

  return {
    recognise,

    countUnreadable,

    async admit(params, caller) {
      let seesSchema = openSchema
      try {
        const { query, operationName, variables, extensions } = await read(params, caller.address)
        const hash = documentHashIn(extensions)
        const persisted = hash === undefined ? undefined : persistedDocuments.get(hash)
        const text = query || persisted || ''
        const viewer = await recognise(caller)
        const asker = { address: caller.address, viewer }
        seesSchema ||= mayWriteDocuments(viewer)
        const known = documents.read(text)
        const operation = operationOf(known, operationName)
        const isStrange = persistedDocumentsOnly && text !== persisted && !mayWriteDocuments(viewer)
        const refusal = text ? isStrange && !isOpen(operation) && new DocumentRefusedError() : noText(hash)
        // What is not going to be run is one request, whatever it holds: nothing in it is looked up.
        const counted = refusal ? undefined : operation
        const charges = await chargesFor(counted, variables ?? {}, asker, acquaintance)
        await rateLimits.consumeAll(charges)
        if (refusal) throw refusal
        const cost = check(known, operation, variables ?? {}, viewer, isStrange)
        if (!known.document) throw new Error('A document without errors was not read')
        return { text, document: known.document, viewer, seesSchema, cost, line: lineOf(charges) }
      } catch (error) {
        return refused(error, seesSchema)
      }
    },
  }
}

function noText(hash: string | undefined): BadUserInputError {
  return hash
    ? new UnknownDocumentError()
    : new MalformedRequestError('Send a document as query, or the hash of one that this server knows.')
}

/** The hash of a document that the web app of another version sends: that version is to be loaded anew. */
class UnknownDocumentError extends BadUserInputError {
  override readonly details = { reason: 'UNKNOWN_DOCUMENT' }
  constructor() {
    super('This server does not know a document of this hash.')
  }
}

/** A document that is none of ours, from somebody who may not write their own. */
class DocumentRefusedError extends BadUserInputError {
  override readonly details = { reason: 'DOCUMENT_REFUSED' }
  constructor() {
    super('Sign in to send documents of your own.')
  }
}

/** People who are signed in and partners' programs; a tablet runs the web app and nothing else. */
function mayWriteDocuments(viewer: Viewer | null): boolean {
  return viewer?.kind === 'staff' || viewer?.kind === 'partner'
}

function isOpen(operation: KnownOperation | undefined): boolean {
  return operation?.rootFields.every(({ name }) => OPEN_FIELDS.has(name.value)) ?? false
}

/** The one that would run. Where that cannot be told, execution says so. */
function operationOf({ operations }: KnownDocument, name: unknown): KnownOperation | undefined {
  if (typeof name === 'string' && name !== '') return operations.find((operation) => operation.name === name)
  return operations.length === 1 ? operations[0] : undefined
}

/** What GraphQL over HTTP calls a request error: 400 for clients that know the specification, 200 for others. */
function asRequestError(error: GraphQLError): GraphQLError {
  const { extensions } = error
  if (extensions['code'] === 'BAD_USER_INPUT') extensions['http'] ??= { spec: true, status: 400 }
  return error
}
