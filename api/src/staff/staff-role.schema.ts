import { builder } from '../graphql/builder.ts'

/** What an account may do in a restaurant. */
export const StaffRole = builder.enumType('StaffRole', {
  description: 'What an account may do in a restaurant.',
  values: {
    OWNER: { description: 'As MANAGER; the restaurant is theirs.' },
    MANAGER: { description: 'The daily work, and cancelling what is ready.' },
    KITCHEN: { description: 'The daily work: orders, tables, payments, what is sold out, the pause.' },
    SERVER: { description: 'The same as KITCHEN; the name says where they stand.' },
  } as const,
})
