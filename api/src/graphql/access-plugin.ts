import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core'
import type { GraphQLFieldResolver } from 'graphql'
import { type FieldAccess, mayHave, refusalOf, requireSignIn, type TypeAccess } from '../auth/access.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { Context } from './context.ts'

/** A resolver of any type's field. */
type Resolve = GraphQLFieldResolver<unknown, object>

const ROOTS: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription'])

/**
 * Has every type and field declare who may, in `extensions.access`, and holds those who ask to it:
 * - a root field that takes a viewer answers nobody else, before anything is read; the rest is for the service;
 * - a field that takes more than its type asks for it. One that can be null is null to others, any other is refused.
 */
class AccessPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onTypeConfig(config: Parameters<BasePlugin<Types>['onTypeConfig']>[0]) {
    if (config.kind !== 'Object' && config.kind !== 'Interface') return config
    const { access } = config.pothosOptions
    if (access === undefined) throw new Error(`${config.name} does not declare its access.`)
    return { ...config, extensions: { ...config.extensions, access } }
  }

  override onOutputFieldConfig(config: PothosOutputFieldConfig<Types>) {
    const { access } = config.pothosOptions
    if (access === undefined && ROOTS.has(config.parentType))
      throw new Error(`${config.parentType}.${config.name} does not declare its access.`)
    return access === undefined ? config : { ...config, extensions: { ...config.extensions, access } }
  }

  override wrapResolve(resolve: Resolve, config: PothosOutputFieldConfig<Types>): Resolve {
    const { access } = config.pothosOptions
    if (access === undefined || config.kind === 'Subscription') return resolve
    return ROOTS.has(config.parentType)
      ? forSignedIn(resolve, access)
      : this.#narrowed(resolve, config, access)
  }

  override wrapSubscribe(subscribe: Resolve | undefined, config: PothosOutputFieldConfig<Types>) {
    const { access } = config.pothosOptions
    return subscribe && access !== undefined ? forSignedIn(subscribe, access) : subscribe
  }

  #narrowed(resolve: Resolve, config: PothosOutputFieldConfig<Types>, access: FieldAccess): Resolve {
    const { pothosOptions } = this.buildCache.getTypeConfig(config.parentType, 'Object')
    const restaurantOf = pothosOptions.restaurantOf as ((parent: unknown) => string) | undefined
    if (!restaurantOf)
      throw new Error(`${config.parentType}.${config.name} needs a restaurantOf beside its type's access.`)
    return (parent, args, context, info) => {
      const viewer = viewerIn(context)
      const restaurantId = restaurantOf(parent)
      if (mayHave(viewer, restaurantId, access)) return resolve(parent, args, context, info)
      if (config.type.nullable) return null
      throw refusalOf(viewer, restaurantId)
    }
  }
}

function forSignedIn(resolve: Resolve, access: FieldAccess): Resolve {
  const needed = [access].flat()
  return (parent, args, context, info) => {
    for (const one of needed) requireSignIn(viewerIn(context), one)
    return resolve(parent, args, context, info)
  }
}

function viewerIn(context: object): Viewer | null {
  return (context as Pick<Context, 'viewer'>).viewer
}

SchemaBuilder.registerPlugin('access', AccessPlugin)

declare global {
  export namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      access: AccessPlugin<Types>
    }
    // What merges with Pothos' own has to have its parameters.
    interface FieldOptions {
      /** Who may have it, where that is not whoever may have the type: one of them will do. */
      access?: FieldAccess
    }
    interface ObjectTypeOptions<Types extends SchemaTypes = SchemaTypes, Shape = unknown> {
      /** Not optional, but for types that Pothos makes. */
      access?: TypeAccess
      /** The database id of the restaurant that an object belongs to. */
      restaurantOf?: (parent: Shape) => string
    }
    interface InterfaceTypeOptions {
      access?: TypeAccess
    }
  }
}
