/** What GraphiQL opens with: the whole loop, to be run from top to bottom. */
export const DEFAULT_DOCUMENT = `# MenuMate: the order loop. Run one operation after the other (the play button lists them).

# 1. Staff sign in. GraphiQL then carries the cookie; reload the page once so that the socket has it too.
mutation SignIn {
  signIn(input: { email: "kitchen@demo.test", password: "demo-menumate" }) {
    ... on SignInPayload { token viewer { name memberships { role restaurant { id name } } } }
    ... on InvalidCredentialsError { message }
  }
}

# 2. A guest sits down. Copy the sessionToken, and the id of something without required options.
mutation SitDown {
  startTableSession(input: { tableCode: "demo-1", guestName: "Ada" }) {
    ... on StartTableSessionPayload {
      sessionToken
      tableSession {
        cursor
        restaurant {
          id
          menu { categories { name items { id name price { amountMinor currency } optionGroups { name minSelections } } } }
        }
      }
    }
    ... on Error { code message }
  }
}

# 3. The kitchen watches: paste the restaurant's id, and leave this running in a second tab.
subscription Kitchen {
  restaurantEvents(restaurantId: "<restaurant id>") {
    cursor
    ... on OrderCreatedEvent { order { id number tableLabel items { quantity name } } }
    ... on OrderStatusChangedEvent { previousStatus status order { number } }
  }
}

# 4. The guest orders.
mutation Order {
  createOrder(
    input: {
      sessionToken: "<session token>"
      idempotencyKey: "my-first-order"
      items: [{ menuItemId: "<menu item id>", quantity: 2 }]
    }
  ) {
    ... on CreateOrderPayload { order { id number status total { amountMinor currency } } }
    ... on Error { code message }
  }
}

# 5. The guest watches it happen.
subscription Guest {
  orderStatusChanged(sessionToken: "<session token>") { cursor previousStatus status order { number } }
}

# 6. The kitchen moves it along.
mutation Cook {
  updateOrderStatus(input: { orderId: "<order id>", status: COOKING }) {
    ... on UpdateOrderStatusPayload { order { status version allowedTransitions } }
    ... on Error { code message }
  }
}
`
