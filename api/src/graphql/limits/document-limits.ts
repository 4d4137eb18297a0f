/**
 * What a document may hold: about four times what the largest of those known to us have, which are the web app's own,
 * the one that GraphiQL opens with, and what a till reads of an order.
 */
export const DOCUMENT_LIMITS = {
  /** Words and signs, counted while parsing. The largest have 256 (GraphiQL's) and 201 (the guest's events). */
  tokens: 1_000,
  /**
   * Fields within fields. A till reads to 8: restaurant, orders, edges, node, items, options, priceDelta, currency.
   * Twice that would not be a question any more.
   */
  depth: 12,
  /** The same below `__schema` and `__type`: the usual introspection goes to 15, for types within types. */
  introspectionDepth: 20,
  /** Renamed fields. The web app renames none; a till that asks for several orders by their ids needs some. */
  aliases: 30,
  /** Fields of the operation itself. A mutation does one thing, or a few at once. */
  rootFields: { query: 20, mutation: 5, subscription: 1 },
  /** Directives in all; a screen that asks for parts of its data under conditions has a handful. */
  directives: 30,
  /** Directives on one field, fragment or operation: there are `@include` and `@skip`. */
  directivesOnOne: 3,
  /** Times that the same field, by the same name, stands in one selection. Fragments bring repetitions, people do not. */
  repetitions: 4,
  /** Fragment definitions. The kitchen's board has the most, 6: a component, a fragment. */
  fragments: 25,
  /** Places where a fragment is used. The kitchen's feed has 8. */
  spreads: 40,
} as const

/** How many errors of one document are told. */
export const MAX_ERRORS = 5

/**
 * What answering a document may cost, in fields of the answer: each field counts once for each time that it is
 * expected in the answer. A whole menu as guests load it is 11,419, the kitchen's board 12,910, a page of 100 events
 * with all that their orders have 27,501. Resolving a field takes a microsecond or two, so this is about a tenth of a
 * second of one processor.
 */
export const MAX_COST = 60_000

/** Entries that a list is expected to have where the schema does not say, and the document neither (`first`). */
export const DEFAULT_LIST_SIZE = 10

/** Lists of another size than that; a restaurant's usual one, not the largest. */
export const LIST_SIZES: Readonly<Record<string, number>> = {
  'Menu.categories': 8,
  'MenuCategory.items': 12,
  'MenuItem.allergens': 3,
  'MenuItem.optionGroups': 2,
  'OptionGroup.options': 5,
  'OrderItem.options': 2,
  'Order.items': 5,
  'Order.allowedTransitions': 2,
  'Order.statusHistory': 4,
  'KitchenBoard.orders': 60,
  'KitchenBoard.openSessions': 30,
  'TableSession.orders': 20,
  'Restaurant.tables': 30,
  'Viewer.memberships': 3,
}

/**
 * What is read from the database for itself wherever it stands as a field, such as the party that an event tells of;
 * lists are read at once.
 */
export const READ_ALONE: ReadonlySet<string> = new Set(['TableSession', 'JoinRequest', 'Table'])

/** What such a reading counts as, in fields: a document may ask for a thousand of them, not for ten. */
export const READ_COST = 50
