import {
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql'
import { DOCUMENT_LIMITS } from './document-limits.ts'
import { LimitExceededError } from './limit-exceeded.error.ts'

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

export function fragmentsOf(document: DocumentNode): Fragments {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  )
}

/** The fields of the operation itself, also those that fragments bring; each as often as it stands there. */
export function rootFieldsOf(operation: OperationDefinitionNode, fragments: Fragments): FieldNode[] {
  const seen = new Set<string>()
  const collect = ({ selections }: SelectionSetNode): FieldNode[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return selection
      if (selection.kind === Kind.INLINE_FRAGMENT) return collect(selection.selectionSet)
      const name = selection.name.value
      if (seen.has(name)) return []
      seen.add(name)
      const fragment = fragments.get(name)
      return fragment ? collect(fragment.selectionSet) : []
    })
  return collect(operation.selectionSet)
}

/** Whether the field asks for the schema rather than for data. */
export function isIntrospection({ name }: FieldNode): boolean {
  return name.value === '__schema' || name.value === '__type'
}

/**
 * Refuses what is too large before anything looks at what it means: this takes time in proportion to the text.
 * @throws LimitExceededError
 */
export function checkShape(document: DocumentNode): void {
  const fragments = fragmentsOf(document)
  const count = { aliases: 0, directives: 0, spreads: 0 }

  visit(document, {
    enter(node: ASTNode) {
      if ('directives' in node && node.directives) {
        atMost('directivesOnOne', node.directives.length)
        count.directives += node.directives.length
      }
      if (node.kind === Kind.FIELD && node.alias) count.aliases += 1
      if (node.kind === Kind.FRAGMENT_SPREAD) count.spreads += 1
      if (node.kind === Kind.SELECTION_SET) atMost('repetitions', mostRepeated(node))
    },
  })
  atMost('aliases', count.aliases)
  atMost('directives', count.directives)
  atMost('spreads', count.spreads)
  atMost('fragments', fragments.size)

  const depthOf = createDepth(fragments)
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    const fields = rootFieldsOf(definition, fragments)
    const allowed = DOCUMENT_LIMITS.rootFields[definition.operation]
    // Of a subscription GraphQL's own rules say it better.
    if (definition.operation !== 'subscription' && fields.length > allowed)
      throw new LimitExceededError('rootFields', allowed, fields.length)
    for (const field of fields)
      atMost(isIntrospection(field) ? 'introspectionDepth' : 'depth', depthOf.field(field))
  }
  for (const { selectionSet } of fragments.values()) atMost('introspectionDepth', depthOf.set(selectionSet))
}

type SimpleLimit = Exclude<keyof typeof DOCUMENT_LIMITS, 'rootFields'>

function atMost(limit: SimpleLimit, actual: number): void {
  const allowed = DOCUMENT_LIMITS[limit]
  if (actual > allowed) throw new LimitExceededError(limit, allowed, actual)
}

function mostRepeated({ selections }: SelectionSetNode): number {
  const times = new Map<string, number>()
  let most = 0
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD) continue
    const name = (selection.alias ?? selection.name).value
    const so = (times.get(name) ?? 0) + 1
    times.set(name, so)
    if (so > most) most = so
  }
  return most
}

/** Depth through fragments, each measured once; a fragment within itself counts as nothing, validation refuses it. */
function createDepth(fragments: Fragments) {
  const known = new Map<string, number>()

  function set({ selections }: SelectionSetNode): number {
    let deepest = 0
    for (const selection of selections) {
      const depth =
        selection.kind === Kind.FIELD
          ? field(selection)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? set(selection.selectionSet)
            : fragment(selection.name.value)
      if (depth > deepest) deepest = depth
    }
    return deepest
  }

  function field({ selectionSet }: FieldNode): number {
    return 1 + (selectionSet ? set(selectionSet) : 0)
  }

  function fragment(name: string): number {
    const measured = known.get(name)
    if (measured !== undefined) return measured
    known.set(name, 0)
    const definition = fragments.get(name)
    const depth = definition ? set(definition.selectionSet) : 0
    known.set(name, depth)
    return depth
  }

  return { set, field }
}
