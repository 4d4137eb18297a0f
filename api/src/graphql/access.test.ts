import {
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import type { Access, FieldAccess, TypeAccess } from '../auth/access.ts'
import { permissionsIn, permissionsOf } from '../auth/permissions.ts'
import { builder } from './builder.ts'
import { schema } from './schema.ts'

type Composite = GraphQLObjectType | GraphQLInterfaceType

const ROOTS = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
const TYPES = Object.values(schema.getTypeMap()).filter(
  (type): type is Composite =>
    (isObjectType(type) || isInterfaceType(type)) &&
    !type.name.startsWith('__') &&
    !ROOTS.includes(type as never),
)

/** What each role, and a key with each one scope, may do: whoever has anything has one of these. */
const GRANTS = [
  ...(['OWNER', 'MANAGER', 'KITCHEN', 'SERVER'] as const).map(permissionsOf),
  ...(['ORDERS_READ', 'ORDERS_WRITE', 'MENU_READ', 'MENU_WRITE'] as const).map((scope) =>
    permissionsIn({ kind: 'partner', apiKeyId: '', name: '', restaurantId: 'here', scopes: [scope] }, 'here'),
  ),
] as readonly ReadonlySet<Access>[]

const declared = (of: { extensions: object }) =>
  (of.extensions as { access?: FieldAccess | TypeAccess }).access
const fieldsOf = (type: Composite) => Object.values(type.getFields())

test('every field says who may have it, or its type does', () => {
  const silent = [...ROOTS.filter((root) => root != null), ...TYPES].flatMap((type) =>
    fieldsOf(type)
      .filter((field) => declared(field) === undefined && declared(type) === undefined)
      .map((field) => `${type.name}.${field.name}`),
  )
  expect(TYPES.length).toBeGreaterThan(80)
  expect(silent).toEqual([])
})

describe('what is given out is for those whom it is given to', () => {
  test.each(ROOTS.filter((root) => root != null))('%s', (root) => {
    const leaks = fieldsOf(root).flatMap((field) => leaksOf(field, [declared(field) as FieldAccess].flat()))
    expect(leaks).toEqual([])
  })

  test('by the fields of other types', () => {
    const leaks = TYPES.flatMap((type) => {
      const own = declared(type) as TypeAccess
      // Those of a part are looked at with what it is a part of.
      if (own === 'parent') return []
      return fieldsOf(type).flatMap((field) =>
        leaksOf(field, [(declared(field) as FieldAccess | undefined) ?? own].flat(), type.name),
      )
    })
    expect(leaks).toEqual([])
  })
})

test('a schema cannot be built of what says nothing', () => {
  builder.objectRef<object>('Silent').implement({ description: '', fields: () => ({}) })
  expect(() => builder.toSchema()).toThrow('Silent does not declare its access.')
})

/**
 * The ways from a field to a type that is not for one of those who have the field. A list of an interface's objects
 * is made for whom it is shown to (node, events), which no type can say: the matrix of api/test/idor asks for it.
 */
function leaksOf(
  field: GraphQLField<unknown, unknown>,
  givenTo: readonly Access[],
  way = '',
  seen: ReadonlySet<GraphQLNamedType> = new Set(),
): string[] {
  const type = getNamedType(field.type)
  const here = `${way}.${field.name}`
  const members = isUnionType(type) ? type.getTypes() : isObjectType(type) ? [type] : []
  return members.flatMap((member) => {
    if (seen.has(member)) return []
    const access = declared(member) as TypeAccess
    if (access === 'parent') {
      const inside = new Set([...seen, member])
      return fieldsOf(member).flatMap((part) =>
        leaksOf(part, [(declared(part) as FieldAccess | undefined) ?? givenTo].flat(), here, inside),
      )
    }
    return givenTo
      .filter((one) => !covers(access, one))
      .map((one) => `${here}: ${member.name} is not for ${one}`)
  })
}

/** Whether all who have one access have the other. */
function covers(access: TypeAccess, one: Access): boolean {
  const list: readonly string[] = [access].flat()
  if (list.includes('anyone') || list.includes(one)) return true
  const having = GRANTS.filter((grant) => grant.has(one))
  return having.length > 0 && having.every((grant) => list.some((other) => grant.has(other as Access)))
}
