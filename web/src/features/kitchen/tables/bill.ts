import { graphql } from '../../../gql'

/** What a table owes. The bill and the answer to a payment bring the same, so that the cache shows what was just paid. */
export const KitchenBill = graphql(`
  fragment KitchenBill on Bill {
    total {
      amountMinor
      currency
    }
    paid {
      amountMinor
      currency
    }
    due {
      amountMinor
      currency
    }
  }
`)
