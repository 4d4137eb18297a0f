import { type GraphQLField, getNamedType, isScalarType, isUnionType } from 'graphql'
import type { Access } from '../../src/auth/access.ts'
import type { Permission } from '../../src/auth/permissions.ts'
import type { Viewer } from '../../src/auth/viewer.ts'
import { schema } from '../../src/graphql/schema.ts'
import { expectedOutcome, type Outcome } from './outcome.ts'
import type { Principal, Token } from './principals.ts'

export const ROOTS = { Query: 'query', Mutation: 'mutation', Subscription: 'subscription' } as const

/** "Mutation.createOrder" */
export type FieldName = `${keyof typeof ROOTS}.${string}`

/** One question of one principal, and what it must come to on every transport. */
export interface Cell {
  readonly name: string
  readonly document: string
  readonly isSubscription: boolean
  /** Nothing may change by it. */
  readonly isRefused: boolean
  /** Of what is there no more may be told than of what is not. */
  readonly isSecretive: boolean
  /** What is asked for, among the variables. */
  readonly asked: string
  readonly variables: object
  readonly expected: Outcome
  /** The same of what is not there. */
  readonly nothing: readonly { readonly asked: string; readonly variables: object }[]
  readonly expectedOfNothing: Outcome
  /** Gives what those who may do it leave nothing of, in place of what is asked for. */
  readonly fresh?: () => Promise<object>
}

/** A way to something of the restaurant, by its id or one that leads to it. */
export interface Entry {
  readonly field: FieldName
  /** What is particular to it, where a field has several ways. */
  readonly as?: string
  /** Instead of what the field declares. */
  readonly access?: Access
  /** The restaurant in which it takes a permission: that of what is asked for, or the one it is asked of. */
  readonly at: string
  readonly there: string
  readonly notThere: readonly string[]
  readonly variables: (asked: string) => object
  /** What those are told who may. Inputs are such that nothing changes, or that a rule refuses them afterwards. */
  readonly granted: Outcome
  /** What all others are told, where it is not the code that the table of permissions comes to. */
  readonly refused?: Outcome
  /** It is asked of one restaurant, and leads to another: to those who may that is as if it were not there. */
  readonly isForeign?: boolean
  /** What it takes to know that it is there. Default: to belong to the restaurant. */
  readonly seenWith?: Permission
  /** What it takes to get as far as there; the others see nothing. */
  readonly behind?: Permission
  /** What everybody is told of what is not there, where that is no code. */
  readonly nothing?: Outcome
  readonly fresh?: () => Promise<string>
  /** It says the same to all, and what it does on the quiet is nobody's to see. */
  readonly isSilent?: boolean
  /** The kind of viewer that it is not for. */
  readonly notFor?: Viewer['kind']
  /** To be asked by those only who may not: it would end the sign-in of the others. */
  readonly isDeadly?: boolean
  /** Default: its __typename. */
  readonly select?: string
  /** Default: the field with all of its arguments. */
  readonly document?: string
}

/** A way that only a token opens. */
export interface TokenEntry {
  readonly field: FieldName
  readonly as?: string
  readonly variables: (token: string, principal: Principal) => object
  readonly outcomes: Readonly<Partial<Record<Token, Outcome>>> & { readonly none: Outcome }
  readonly select?: string
}

function fieldOf(name: FieldName): GraphQLField<unknown, unknown> {
  const [type = '', field = ''] = name.split('.')
  const found = schema.getType(type)
  const of = found && 'getFields' in found ? found.getFields()[field] : undefined
  if (!of || !('args' in of)) throw new Error(`There is no ${name}`)
  return of
}

function accessOf(name: FieldName): Access {
  return (fieldOf(name).extensions as { access: Access }).access
}

/** A document with this one field and all of its arguments. */
function documentOf(name: FieldName, select?: string): string {
  const { args, type, name: field } = fieldOf(name)
  const declared = args.map((argument) => `$${argument.name}: ${argument.type}`).join(', ')
  const passed = args.map((argument) => `${argument.name}: $${argument.name}`).join(', ')
  const named = getNamedType(type)
  const typename = isUnionType(named) ? '{ __typename ... on Error { code message } }' : '{ __typename }'
  const selection = isScalarType(named) ? '' : (select ?? typename)
  const root = ROOTS[name.split('.', 1)[0] as keyof typeof ROOTS]
  return `${root} ${declared && `(${declared})`} { ${field}${passed && `(${passed})`} ${selection} }`
}

/** Null where it would do harm. */
export function cellOf(entry: Entry, { viewer }: Principal): Cell | null {
  const { field, at, there, granted, variables, fresh } = entry
  const access = entry.access ?? accessOf(field)
  const isSeen = !entry.behind || expectedOutcome(viewer, at, entry.behind, granted) === granted
  const usual = isSeen ? expectedOutcome(viewer, at, access, granted, entry.seenWith) : 'null'
  const outcome = entry.notFor !== undefined && viewer?.kind === entry.notFor ? 'FORBIDDEN' : usual
  const mayNot = outcome !== granted
  if (entry.isDeadly && !mayNot) return null
  // What is not there belongs to no restaurant.
  const ofNothing = entry.isForeign ? outcome : expectedOutcome(viewer, '', access, granted)
  return {
    name: entry.as ? `${field} ${entry.as}` : field,
    document: entry.document ?? documentOf(field, entry.select),
    isSubscription: field.startsWith('Subscription.'),
    isRefused: mayNot || entry.isForeign === true,
    isSecretive: mayNot || entry.isForeign === true || entry.isSilent === true,
    asked: there,
    variables: variables(there),
    expected: mayNot ? (entry.refused ?? outcome) : granted,
    nothing: entry.notThere.map((asked) => ({ asked, variables: variables(asked) })),
    expectedOfNothing: entry.nothing ?? ofNothing,
    ...(fresh && !mayNot ? { fresh: async () => variables(await fresh()) } : {}),
  }
}

/** @param unknown a token that nobody was given */
export function tokenCellOf(entry: TokenEntry, principal: Principal, unknown: string): Cell {
  const { field, outcomes, variables } = entry
  const { token, tokenIs } = principal
  return {
    name: entry.as ? `${field} ${entry.as}` : field,
    document: documentOf(field, entry.select),
    isSubscription: field.startsWith('Subscription.'),
    isRefused: outcomes[tokenIs] === undefined,
    isSecretive: outcomes[tokenIs] === undefined,
    asked: token,
    variables: variables(token, principal),
    expected: outcomes[tokenIs] ?? outcomes.none,
    nothing: [{ asked: unknown, variables: variables(unknown, principal) }],
    expectedOfNothing: outcomes.none,
  }
}
