import { createHash } from 'node:crypto'
import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLNamedOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  typeFromAST,
} from 'graphql'

/** Chance that can be had again: the same numbers for the same seed, each from 0 to below 1. */
export type Chance = () => number

/** mulberry32, which is small and even enough to find what breaks. */
export function chanceOf(seed: number): Chance {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The extension by which a document is asked by its hash. */
export const byHash = (text: string) => ({
  persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(text).digest('hex') },
})

export interface FuzzedRequest {
  query: string
  variables: Record<string, unknown>
}

/** What would end the sign-in that asks it, and all that follows with it. */
const LEFT_OUT: ReadonlySet<string> = new Set(['signOut', 'signOutEverywhere'])

const STRANGE: readonly unknown[] = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '💥',
  'demo',
  'demo-1',
  "' OR 1=1 --",
  '../..',
  'x'.repeat(1_000),
  ' Did you mean '.repeat(1_000),
  ' Did you mean ?'.repeat(1_000),
  ' \n'.repeat(5_000),
  '-1',
  'null',
  '__proto__',
  0,
  -1,
  1,
  100,
  2 ** 31,
  -(2 ** 31),
  1e308,
  0.5,
  null,
  true,
  false,
  [],
  {},
  [[[]]],
  { __proto__: null, a: 1 },
]

/**
 * Makes requests that nobody would: documents out of the schema's own names, arguments of any kind, and of those
 * documents some with letters changed.
 * @param known texts that mean something to the server, such as ids and tokens
 */
export function createFuzzer(schema: GraphQLSchema, chance: Chance, known: readonly string[]) {
  const oneOf = <T>(things: readonly T[]): T => things[Math.floor(chance() * things.length)] as T
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(
    (type) => type != null,
  )
  const types = Object.values(schema.getTypeMap())

  function value(type: GraphQLInputType, depth: number): unknown {
    if (chance() < 0.15) return oneOf(STRANGE)
    if (isNonNullType(type)) return value(type.ofType, depth)
    if (chance() < 0.05) return null
    if (isListType(type))
      return Array.from({ length: Math.floor(chance() * 4) }, () => value(type.ofType, depth))
    if (isEnumType(type)) return oneOf(type.getValues()).name
    if (isInputObjectType(type)) {
      if (depth > 4) return {}
      const fields = Object.values(type.getFields()).filter(() => chance() < 0.8)
      return Object.fromEntries(fields.map((field) => [field.name, value(field.type, depth + 1)]))
    }
    switch (type.name) {
      case 'Int':
        return Math.floor((chance() - 0.2) * 150)
      case 'Float':
        return chance() * 1e6
      case 'Boolean':
        return chance() < 0.5
      case 'DateTime':
        return oneOf(['2026-11-23T19:42:00.000Z', 'yesterday'])
      default:
        return oneOf(known)
    }
  }

  function request(): FuzzedRequest {
    const variables: Record<string, unknown> = {}
    const declared: string[] = []

    function argument({ name, type }: GraphQLArgument): string {
      const variable = `v${declared.length}`
      declared.push(`$${variable}: ${chance() < 0.97 ? String(type) : oneOf(types).name}`)
      variables[variable] = value(type, 0)
      return `${name}: $${variable}`
    }

    function selections(type: GraphQLNamedOutputType, depth: number): string {
      if (isUnionType(type) || (isInterfaceType(type) && chance() < 0.5)) {
        const members = schema.getPossibleTypes(type).filter(() => chance() < 0.5)
        return `{ __typename ${members.map((member) => `... on ${member.name} ${selections(member, depth + 1)}`).join(' ')} }`
      }
      if (!isObjectType(type) && !isInterfaceType(type)) return ''
      const fields = Object.values(type.getFields()).filter(
        ({ name }) => !LEFT_OUT.has(name) && chance() < (depth === 0 ? 0.08 : 0.4),
      )
      const texts = fields.map((field) => {
        const inner = getNamedType(field.type)
        if (isCompositeType(inner) && depth > 5) return '__typename'
        const given = field.args.filter(({ type: of }) => isNonNullType(of) || chance() < 0.5).map(argument)
        const alias = chance() < 0.05 ? 'a: ' : ''
        const directive = chance() < 0.03 ? ` @${oneOf(['include', 'skip'])}(if: ${chance() < 0.5})` : ''
        const head = `${alias}${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${directive}`
        return isCompositeType(inner) ? `${head} ${selections(inner, depth + 1)}` : head
      })
      return `{ __typename ${texts.join(' ')} }`
    }

    const root = oneOf(roots)
    const body = selections(root, 0)
    const kind = root.name.toLowerCase()
    const query = `${kind} ${declared.length > 0 ? `(${declared.join(', ')})` : ''} ${body}`
    return { query: chance() < 0.2 ? mutated(query) : query, variables }
  }

  /** The text with some of it taken away, repeated or changed. */
  function mutated(text: string): string {
    let result = text
    for (let count = 1 + Math.floor(chance() * 4); count > 0; count--) {
      const from = Math.floor(chance() * result.length)
      const to = from + Math.floor(chance() * 12)
      const part = oneOf([
        '',
        result.slice(from, to).repeat(3),
        '{',
        '}',
        '"',
        '...',
        '\u0000',
        '@',
        '$',
        String.fromCharCode(chance() * 65_536),
      ])
      result = result.slice(0, from) + part + result.slice(to)
    }
    return result
  }

  /** Values for the variables of a document that is not ours to change. */
  function variablesOf(text: string): Record<string, unknown> {
    const operation = parse(text).definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    const declared = operation?.kind === Kind.OPERATION_DEFINITION ? operation.variableDefinitions : []
    return Object.fromEntries(
      (declared ?? []).flatMap(({ variable, type: node }) => {
        const type = typeFromAST(schema, node)
        return isInputType(type) ? [[variable.name.value, value(type, 0)]] : []
      }),
    )
  }

  /** What stands in the address of a GET: parts of a request, some of which nobody could read. */
  function search(): string {
    const { query, variables } = request()
    const parts = Object.entries({
      query,
      variables: JSON.stringify(variables),
      extensions: JSON.stringify(chance() < 0.5 ? byHash(query) : oneOf(STRANGE)),
      operationName: JSON.stringify(oneOf(STRANGE)),
    })
    const text = parts
      .filter(() => chance() < 0.7)
      .map(([name, part]) => [name, (chance() < 0.3 ? mutated(part) : part).toWellFormed()])
      .map(([name, part = '']) => `${name}=${encodeURIComponent(part)}`)
      .join('&')
    return (chance() < 0.2 ? mutated(text) : text).toWellFormed()
  }

  return { request, mutated, variablesOf, search }
}
