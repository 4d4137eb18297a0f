import { builder } from '../graphql/builder.ts'

/** What an account may do in a restaurant. */
export const StaffRole = builder.enumType('StaffRole', {
  description: 'What an account may do in a restaurant.',
  values: {
    OWNER: { description: 'Everything; API keys, the audit trail and other owners, too.' },
    MANAGER: { description: 'The daily work of all; staff, devices, the menu; cancelling what is ready.' },
    KITCHEN: { description: 'Orders, what is sold out, the pause.' },
    SERVER: { description: 'Orders, tables, payments.' },
  } as const,
})
