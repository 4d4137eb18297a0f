import { InvalidInputError, type PublicError } from '../errors.ts'
import { builder } from './builder.ts'

/** What every error that a caller can act on has; the domains define the errors themselves. */
export const ErrorInterface = builder.interfaceRef<PublicError>('Error').implement({
  access: 'parent',
  description: 'Something the caller can act on.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'For programs. Stable.' }),
    message: t.exposeString('message', { description: 'For people. May change.' }),
  }),
})

builder.objectType(InvalidInputError, {
  access: 'parent',
  name: 'InvalidInputError',
  description: 'A field of the input breaks a rule. Code INVALID_INPUT.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    path: t.exposeStringList('path', {
      description: 'The way to the field, from the input downwards: ["items", "0", "quantity"].',
    }),
  }),
})
