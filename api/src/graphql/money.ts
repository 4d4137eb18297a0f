import { builder } from './builder.ts'

/** An amount in the minor unit of its currency. */
export interface MoneyShape {
  readonly amountMinor: number
  readonly currency: string
}

export const Money = builder.objectRef<MoneyShape>('Money').implement({
  access: 'parent',
  description: 'An amount of money. Never a fraction of the smallest unit.',
  fields: (t) => ({
    amountMinor: t.exposeInt('amountMinor', {
      description: "In the currency's minor unit: 1250 is 12.50 in EUR, and 1250 in JPY.",
    }),
    currency: t.exposeString('currency', { description: 'ISO 4217 code.' }),
  }),
})
