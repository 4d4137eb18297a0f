import { expect, test } from 'vitest'
import { searchMenu } from './menu-search'

const item = (name: string, isAvailable = true) => ({ name, isAvailable })
const menu = [
  { id: 'd', name: 'Desserts', items: [item('Crème brûlée'), item('Gelato'), item('Apple pie', false)] },
  { id: 's', name: 'Soups', items: [item('Miso')] },
]
const found = (query: string, onlyOff = false) =>
  searchMenu(menu, { query, onlyOff }).flatMap((category) => category.items.map((each) => each.name))

test('a dish is found without its accents', () => {
  expect(found(' creme B')).toEqual(['Crème brûlée'])
})

test('the name of a category finds all of it', () => {
  expect(found('dess')).toHaveLength(3)
})

test('nothing typed is the whole menu, in its own order', () => {
  expect(found('')).toEqual(['Crème brûlée', 'Gelato', 'Apple pie', 'Miso'])
})

test('only what is off the menu, when that is asked for', () => {
  expect(found('', true)).toEqual(['Apple pie'])
})

test('nothing found is an empty list', () => {
  expect(found('lobster')).toEqual([])
})
