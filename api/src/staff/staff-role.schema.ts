import { builder } from '../graphql/builder.ts'

/** What an account may do in a restaurant. */
export const StaffRole = builder.enumType('StaffRole', {
  description: 'What an account may do in a restaurant.',
  values: {
    OWNER: { description: 'Everything.' },
    MANAGER: { description: 'Everything but what concerns the ownership.' },
    KITCHEN: { description: 'Moves orders along, takes items off the menu.' },
    SERVER: { description: 'Moves orders along, takes payments, closes tables.' },
  } as const,
})
