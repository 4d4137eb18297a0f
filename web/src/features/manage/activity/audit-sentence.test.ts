import { expect, it } from 'vitest'
import { auditSentence } from './audit-sentence'

it('an entry reads as what somebody did', () => {
  const details = JSON.stringify({ from: 'KITCHEN', to: 'SERVER' })
  expect(auditSentence({ action: 'staff.roleChanged', target: 'Kim', details })).toBe(
    'changed Kim from Kitchen to Service',
  )
})

it('a key is named with what it is good for', () => {
  const details = JSON.stringify({ prefix: 'mm_', scopes: ['ORDERS_READ', 'MENU_READ'] })
  expect(auditSentence({ action: 'apiKey.created', target: 'Till', details })).toBe(
    'created the API key “Till”: read orders, read the menu',
  )
})

it('what a later server writes down is shown, if not in words', () => {
  expect(auditSentence({ action: 'table.moved', target: 'Table 4', details: '{}' })).toBe(
    'table.moved: Table 4',
  )
})
