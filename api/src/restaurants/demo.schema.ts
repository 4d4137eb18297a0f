import { builder } from '../graphql/builder.ts'
import { StaffRole } from '../staff/staff-role.schema.ts'
import type { DemoRestaurant, DemoStaff } from './demo.service.ts'

const DemoTable = builder.objectRef<DemoRestaurant['tables'][number]>('DemoTable').implement({
  access: 'anyone',
  description: 'A table that a visitor may sit down at.',
  fields: (t) => ({
    label: t.exposeString('label', { description: 'What guests and staff call it.' }),
    code: t.exposeString('code', { description: 'What its QR code holds: /t/<code>.' }),
  }),
})

const DemoStaffMember = builder.objectRef<DemoStaff>('DemoStaff').implement({
  access: 'anyone',
  description: 'An account that a visitor may sign in with.',
  fields: (t) => ({
    name: t.exposeString('name', { description: "The person's name." }),
    email: t.exposeString('email', { description: 'To sign in with.' }),
    password: t.exposeString('password', { description: 'To sign in with.' }),
    role: t.field({ type: StaffRole, description: 'What the account may do.', resolve: ({ role }) => role }),
  }),
})

const DemoRestaurantType = builder.objectRef<DemoRestaurant>('DemoRestaurant').implement({
  access: 'anyone',
  description: 'A restaurant that a visitor may try, with its keys.',
  fields: (t) => ({
    restaurant: t.prismaField({
      type: 'Restaurant',
      description: 'The restaurant.',
      resolve: (query, { restaurantId }, _args, { db }) =>
        db.restaurant.findUniqueOrThrow({ ...query, where: { id: restaurantId } }),
    }),
    tables: t.field({
      type: [DemoTable],
      description: 'All of its tables.',
      resolve: ({ tables }) => [...tables],
    }),
    staff: t.field({
      type: [DemoStaffMember],
      description: 'All of its staff.',
      resolve: ({ staff }) => [...staff],
    }),
  }),
})

const DemoType = builder.objectRef<readonly DemoRestaurant[]>('Demo').implement({
  access: 'anyone',
  description: 'What a visitor of a demo installation may try.',
  fields: (t) => ({
    restaurants: t.field({
      type: [DemoRestaurantType],
      description: 'The restaurants with their tables and staff.',
      resolve: (restaurants) => [...restaurants],
    }),
  }),
})

builder.queryField('demo', (t) =>
  t.field({
    access: 'anyone',
    type: DemoType,
    nullable: true,
    description: 'What a visitor of a demo installation may try. Null anywhere else.',
    resolve: (_parent, _args, { demo }) => demo.restaurants(),
  }),
)
