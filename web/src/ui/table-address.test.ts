import { expect, test } from 'vitest'
import { isOnlyThisComputer, tableAddress } from './table-address'

test("a table's code leads to the guest's page on the same site", () => {
  expect(tableAddress('https://eat.example', 'demo-4')).toBe('https://eat.example/t/demo-4')
})

test('a code with characters that mean something in addresses is escaped', () => {
  expect(tableAddress('https://eat.example', 'a/b?c')).toBe('https://eat.example/t/a%2Fb%3Fc')
})

test('a phone cannot follow a code that says localhost', () => {
  expect(['localhost', '127.0.0.1', '[::1]', 'app.localhost'].map(isOnlyThisComputer)).toEqual(
    Array(4).fill(true),
  )
  expect(['192.168.1.20', 'eat.example', 'localhost.example'].map(isOnlyThisComputer)).toEqual(
    Array(3).fill(false),
  )
})
