import { describe, expect, it } from 'vitest'
import { type Cart, type CartLine, countDishes, emptyCart, isChangedSince, reduceCart } from './cart'

const line = (id: string, over: Partial<CartLine> = {}): CartLine => ({
  id,
  menuItemId: 'margherita',
  name: 'Margherita',
  quantity: 1,
  optionIds: [],
  note: '',
  ...over,
})
const withPizza = reduceCart(emptyCart, { type: 'add', line: line('a'), newKey: 'key-1' })
const sent = reduceCart(withPizza, { type: 'send', at: '2026-11-20T19:42:00Z' })

const acknowledged = (idempotencyKey: string, cart: Cart = sent) =>
  ({ type: 'acknowledged', idempotencyKey, sent: cart, newKey: 'key-2' }) as const

describe('whether there may be an order that nobody has confirmed', () => {
  const attempted = reduceCart(sent, { type: 'attempt' })

  it('is so from when the request left, also for who stops asking', () => {
    expect(sent.attempted).toBe(false)
    expect(reduceCart(sent, { type: 'hold' })).toMatchObject({ sentAt: null, attempted: false })
    expect(reduceCart(attempted, { type: 'hold' })).toMatchObject({ sentAt: null, attempted: true })
  })

  it('is so no longer once the server has answered', () => {
    for (const answer of [
      { type: 'refused' },
      { type: 'renewKey', newKey: 'key-2' },
      acknowledged('key-1'),
    ] as const)
      expect(reduceCart(attempted, answer)).toMatchObject({ sentAt: null, attempted: false })
  })

  it('is so no longer where it was called back, or went on from another page, before the server refused it', () => {
    const refusal = { type: 'notTaken', idempotencyKey: 'key-1' } as const
    const held = reduceCart(attempted, { type: 'hold' })
    expect(reduceCart(held, refusal)).toMatchObject({ sentAt: null, attempted: false })
    const elsewhere = reduceCart(reduceCart(attempted, refusal), { type: 'hold' })
    expect(elsewhere).toMatchObject({ sentAt: null, attempted: false })
    expect(reduceCart(held, { ...refusal, idempotencyKey: 'another' })).toBe(held)
  })
})

describe('lines', () => {
  it('the same dish with the same options counts up', () => {
    const options = { optionIds: ['large', 'egg'] }
    const once = reduceCart(emptyCart, { type: 'add', line: line('a', options), newKey: 'k' })
    const twice = reduceCart(once, {
      type: 'add',
      line: line('b', { optionIds: ['egg', 'large'] }),
      newKey: 'k',
    })
    expect(twice.lines).toHaveLength(1)
    expect(countDishes(twice)).toBe(2)
  })

  it('the same dish with another note is a line of its own', () => {
    const two = reduceCart(withPizza, { type: 'add', line: line('b', { note: 'no basil' }), newKey: 'k' })
    expect(two.lines).toHaveLength(2)
  })

  it('a quantity of nought removes the line, and none goes beyond 99', () => {
    expect(reduceCart(withPizza, { type: 'setQuantity', lineId: 'a', quantity: 0 }).lines).toEqual([])
    const many = reduceCart(withPizza, { type: 'setQuantity', lineId: 'a', quantity: 1000 })
    expect(countDishes(many)).toBe(99)
  })
})

describe('the idempotency key', () => {
  it('is made with the first line and kept through every change', () => {
    const changed = reduceCart(withPizza, {
      type: 'add',
      line: line('b', { menuItemId: 'soup' }),
      newKey: 'key-2',
    })
    expect(changed.idempotencyKey).toBe('key-1')
  })

  it('stays the same when a sent cart is called back and changed, so that one cart is one order at most', () => {
    const back = reduceCart(sent, { type: 'hold' })
    const changed = reduceCart(back, { type: 'setQuantity', lineId: 'a', quantity: 3 })
    expect(changed.idempotencyKey).toBe('key-1')
  })

  it('is renewed only when the server says that its order exists', () => {
    expect(reduceCart(sent, { type: 'renewKey', newKey: 'key-2' })).toMatchObject({
      idempotencyKey: 'key-2',
      sentAt: null,
    })
  })

  it('ends with the acknowledged order; the name stays for the next one', () => {
    const named: Cart = { ...sent, customerName: 'Maya' }
    expect(reduceCart(named, acknowledged('key-1'))).toEqual({
      ...emptyCart,
      customerName: 'Maya',
    })
  })

  it('an acknowledgement of another cart clears nothing', () => {
    expect(reduceCart(sent, acknowledged('older'))).toBe(sent)
  })
})

describe('an order that is in after it was called back and changed', () => {
  const back = reduceCart(sent, { type: 'hold' })
  const soup = line('b', { menuItemId: 'soup' })

  it('leaves what was added in the cart, unsent, with a key of its own', () => {
    const more = reduceCart(back, { type: 'setQuantity', lineId: 'a', quantity: 3 })
    const changed = reduceCart(more, { type: 'add', line: soup, newKey: 'unused' })
    expect(isChangedSince(changed, sent)).toBe(true)
    expect(reduceCart(changed, acknowledged('key-1'))).toEqual({
      ...emptyCart,
      lines: [line('a', { quantity: 2 }), soup],
      idempotencyKey: 'key-2',
    })
  })

  it('does so also when the changed cart was already sent again', () => {
    const changed = reduceCart(back, { type: 'add', line: soup, newKey: 'unused' })
    const again = reduceCart(changed, { type: 'send', at: '2026-11-20T19:43:00Z' })
    expect(reduceCart(again, acknowledged('key-1'))).toMatchObject({ lines: [soup], sentAt: null })
    expect(reduceCart(again, acknowledged('key-1', again))).toEqual(emptyCart)
  })

  it('keeps a note only where it was changed and there is something left to order', () => {
    const noted = reduceCart(back, { type: 'setNote', note: 'no nuts' })
    expect(isChangedSince(noted, sent)).toBe(true)
    expect(reduceCart(noted, acknowledged('key-1'))).toEqual(emptyCart)
    const changed = reduceCart(noted, { type: 'add', line: soup, newKey: 'unused' })
    expect(reduceCart(changed, acknowledged('key-1')).note).toBe('no nuts')
    expect(reduceCart(changed, acknowledged('key-1', noted)).note).toBe('')
  })

  it('is another one than the guest sees also when a dish was taken out', () => {
    expect(isChangedSince(reduceCart(back, { type: 'remove', lineId: 'a' }), sent)).toBe(true)
    expect(isChangedSince(back, sent)).toBe(false)
  })
})

describe('sending', () => {
  it('a second tap on «Order» changes nothing', () => {
    expect(reduceCart(sent, { type: 'send', at: 'later' })).toBe(sent)
  })

  it('an empty cart cannot be sent', () => {
    expect(reduceCart(emptyCart, { type: 'send', at: 'now' })).toBe(emptyCart)
  })

  it('nothing in a cart changes while it is on its way', () => {
    expect(reduceCart(sent, { type: 'remove', lineId: 'a' })).toBe(sent)
    expect(reduceCart(sent, { type: 'add', line: line('b'), newKey: 'k' })).toBe(sent)
  })
})
