import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
  valueFromASTUntyped,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { createCost } from './document-cost.ts'
import { DOCUMENT_LIMITS, MAX_ERRORS } from './document-limits.ts'
import { checkShape, fragmentsOf, isIntrospection, rootFieldsOf } from './document-shape.ts'
import { LimitExceededError } from './limit-exceeded.error.ts'

const CACHED_DOCUMENTS = 1_000
/** More than ten times what the web app has. Read, each takes about 85 bytes. */
const CACHED_CHARACTERS = 500_000

/** A document that was looked at once: whether it may run, and what one has to know of it before it does. */
export interface KnownDocument {
  /** Absent where there is no reading it, or it is too large to be looked at. */
  readonly document?: DocumentNode
  /** What keeps it from running; none for a good one. Validated when it is asked for: that is the dear part. */
  errors(): readonly (GraphQLError | LimitExceededError)[]
  readonly operations: readonly KnownOperation[]
}

export interface KnownOperation {
  readonly name: string | undefined
  readonly definition: OperationDefinitionNode
  readonly rootFields: readonly FieldNode[]
  /** What its variables are where none are given. */
  readonly defaults: Readonly<Record<string, unknown>>
  /** Whether it asks for the schema. */
  readonly introspects: boolean
  /** What its answer costs with these variables, in fields. Of a valid document only. */
  cost(variables: Readonly<Record<string, unknown>>): number
}

/** Reads documents; those that may run once each, as long as they are in use, and the web app's own for good. */
export interface Documents {
  read(text: string): KnownDocument
}

/** @param ours the texts of the web app's documents, which nobody's others are to displace */
export function createDocuments(schema: GraphQLSchema, ours: ReadonlySet<string>): Documents {
  const own = new Map<string, KnownDocument>()
  const known = new LRUCache<string, KnownDocument>({
    max: CACHED_DOCUMENTS,
    maxSize: CACHED_CHARACTERS,
    sizeCalculation: (_document, text) => text.length + 1,
  })
  return {
    read(text) {
      const kept = ours.has(text) ? own : known
      return kept.get(text) ?? readDocument(schema, text, (document) => kept.set(text, document))
    },
  }
}

/** @param keep called with a document that may run */
function readDocument(
  schema: GraphQLSchema,
  text: string,
  keep: (document: KnownDocument) => void,
): KnownDocument {
  let document: DocumentNode
  try {
    document = parse(text, { maxTokens: DOCUMENT_LIMITS.tokens })
    checkShape(document)
  } catch (error) {
    const refusal = asRefusal(error)
    return { errors: () => [refusal], operations: [] }
  }
  const fragments = fragmentsOf(document)
  const operations = document.definitions.flatMap((definition): KnownOperation[] => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return []
    const rootFields = rootFieldsOf(definition, fragments)
    return [
      {
        name: definition.name?.value,
        definition,
        rootFields,
        defaults: defaultsOf(definition),
        introspects: rootFields.some(isIntrospection),
        cost: createCost(schema, definition, fragments),
      },
    ]
  })
  let errors: readonly GraphQLError[] | undefined
  const known: KnownDocument = {
    document,
    operations,
    errors() {
      if (errors) return errors
      errors = validate(schema, document, specifiedRules, { maxErrors: MAX_ERRORS })
      if (errors.length === 0) keep(known)
      return errors
    },
  }
  return known
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  )
}

function asRefusal(error: unknown): GraphQLError | LimitExceededError {
  if (error instanceof LimitExceededError) return error
  if (!(error instanceof GraphQLError)) throw error
  return /more tha. \d+ tokens/.test(error.message)
    ? new LimitExceededError('tokens', DOCUMENT_LIMITS.tokens)
    : error
}
