import { GraphQLError } from 'graphql'
import { builder } from './builder.ts'

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i

builder.scalarType('DateTime', {
  description: 'A moment, as RFC 3339 text; answered in UTC with milliseconds: 2026-11-23T19:42:00.000Z.',
  serialize: (value) => new Date(value).toISOString(),
  parseValue(value) {
    if (typeof value === 'string' && RFC_3339.test(value)) {
      const date = new Date(value)
      if (!Number.isNaN(date.getTime())) return date
    }
    throw new GraphQLError('A DateTime is RFC 3339 text, such as "2026-11-23T19:42:00Z".')
  },
})
