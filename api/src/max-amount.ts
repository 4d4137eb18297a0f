/** The largest amount of money, in a minor unit: what GraphQL's Int and PostgreSQL's integer hold. */
export const MAX_AMOUNT = 2 ** 31 - 1
