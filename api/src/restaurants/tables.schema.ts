import { builder } from '../graphql/builder.ts'
import { databaseId } from '../graphql/global-id.ts'

const RotateTableCodeInput = builder.inputType('RotateTableCodeInput', {
  description: 'A table whose code is to change.',
  fields: (t) => ({ tableId: t.id({ required: true, description: 'The table.' }) }),
})

const RotateTableCodePayload = builder.objectRef<{ tableId: string }>('RotateTableCodePayload').implement({
  access: 'parent',
  description: 'The table has a new code.',
  fields: (t) => ({
    table: t.prismaField({
      type: 'Table',
      description: 'The table, with its new code.',
      resolve: (query, { tableId }, _args, { db }) =>
        db.table.findUniqueOrThrow({ ...query, where: { id: tableId } }),
    }),
  }),
})

builder.mutationField('rotateTableCode', (t) =>
  t.field({
    access: 'tables:manage',
    type: RotateTableCodePayload,
    description:
      'Gives a table a new code: the QR code that stands on it has to be printed anew. Guests who sit there stay. For owners and managers.',
    args: { input: t.arg({ type: RotateTableCodeInput, required: true, description: 'Which.' }) },
    async resolve(_parent, { input }, { tables, viewer }) {
      const tableId = databaseId('Table', input.tableId)
      await tables.rotateCode(viewer, tableId)
      return { tableId }
    },
  }),
)
