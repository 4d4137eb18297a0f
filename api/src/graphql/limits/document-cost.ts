import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../page-size.ts'
import { DEFAULT_LIST_SIZE, LIST_SIZES, READ_ALONE, READ_COST } from './document-limits.ts'
import { type Fragments, isIntrospection } from './document-shape.ts'

/**
 * What a valid operation costs, in fields of its answer. It depends on those variables only that stand as `first`, and
 * is computed once for each of their values: an operation that is sent again costs a look into a map.
 */
export function createCost(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
): (variables: Readonly<Record<string, unknown>>) => number {
  const pageVariables = new Set<string>()
  const known = new LRUCache<string, number>({ max: 50 })
  const defaults = new Map(
    operation.variableDefinitions?.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue?.kind === Kind.INT ? Number(defaultValue.value) : undefined,
    ]),
  )
  const root = schema.getRootType(operation.operation)
  let single: number | undefined

  return (variables) => {
    if (single !== undefined) return single
    const key = [...pageVariables].map((name) => pageSizeIn(variables, name)).join()
    const computed = known.get(key)
    if (computed !== undefined) return computed
    const cost = root ? costOf(variables) : 0
    if (pageVariables.size === 0) single = cost
    else known.set([...pageVariables].map((name) => pageSizeIn(variables, name)).join(), cost)
    return cost
  }

  function pageSizeIn(variables: Readonly<Record<string, unknown>>, name: string): number {
    return clamp(variables[name] ?? defaults.get(name))
  }

  function costOf(variables: Readonly<Record<string, unknown>>): number {
    const ofFragments = new Map<string, number>()

    function selections(type: GraphQLNamedType, set: SelectionSetNode, pageSize?: number): number {
      let sum = 0
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) sum += field(type, selection, pageSize)
        else if (selection.kind === Kind.INLINE_FRAGMENT) {
          const condition = selection.typeCondition && schema.getType(selection.typeCondition.name.value)
          sum += selections(condition ?? type, selection.selectionSet, pageSize)
        } else sum += fragment(selection.name.value, pageSize)
      }
      return sum
    }

    function fragment(name: string, pageSize?: number): number {
      const key = `${name} ${pageSize}`
      const computed = ofFragments.get(key)
      if (computed !== undefined) return computed
      const definition = fragments.get(name)
      const type = definition && schema.getType(definition.typeCondition.name.value)
      const cost = definition && type ? selections(type, definition.selectionSet, pageSize) : 0
      ofFragments.set(key, cost)
      return cost
    }

    function field(parent: GraphQLNamedType, node: FieldNode, pageSize?: number): number {
      // The schema in memory, which has a size; validation bounds how often it is gone through.
      if (isIntrospection(node)) return 1_000
      const { selectionSet } = node
      const definition =
        isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined
      if (!definition) return 1
      const ownPageSize = definition.args.some(({ name }) => name === 'first') ? pageSizeOf(node) : undefined
      const type = getNamedType(definition.type)
      const inner = selectionSet ? selections(type, selectionSet, ownPageSize) : 0
      if (!isListType(getNullableType(definition.type)))
        return (READ_ALONE.has(type.name) ? READ_COST : 1) + inner
      const size = pageSize ?? LIST_SIZES[`${parent.name}.${node.name.value}`] ?? DEFAULT_LIST_SIZE
      return size * (1 + inner)
    }

    function pageSizeOf(node: FieldNode): number {
      const value = node.arguments?.find(({ name }) => name.value === 'first')?.value
      if (value?.kind === Kind.INT) return clamp(Number(value.value))
      if (value?.kind !== Kind.VARIABLE) return DEFAULT_PAGE_SIZE
      pageVariables.add(value.name.value)
      return pageSizeIn(variables, value.name.value)
    }

    return root ? selections(root, operation.selectionSet) : 0
  }
}

/** A larger page is refused where it is resolved. */
function clamp(size: unknown): number {
  return typeof size === 'number' && size >= 0 ? Math.min(size, MAX_PAGE_SIZE) : DEFAULT_PAGE_SIZE
}
