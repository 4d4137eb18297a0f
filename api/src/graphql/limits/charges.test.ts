import { expect, test } from 'vitest'
import { lineOf } from './charges.ts'

test.each([
  [
    'what a party asks, whoever of it',
    [
      ['requestGuest', 'g'],
      ['requestSession', 's'],
      ['requestGuestAddress', 'a'],
    ],
    'requestSession s',
  ],
  [
    'what a party orders, apart from what it asks',
    [
      ['orderGuest', 'g'],
      ['orderSession', 's'],
      ['orderAddress', 'a'],
    ],
    'orderSession s',
  ],
  [
    'sign-ins from an address, whatever accounts they are for',
    [
      ['signInAccount', 'x'],
      ['signInAddress', 'a'],
    ],
    'signInAddress a',
  ],
  [
    'somebody who is signed in',
    [
      ['requestViewer', 'staff:1'],
      ['requestViewerAddress', 'a'],
    ],
    'requestViewer staff:1',
  ],
  ['the strangers at an address', [['requestAddress', 'a']], 'requestAddress a'],
] as const)('one line is of %s', (_, charges, line) => {
  expect(lineOf(charges.map(([bucket, key]) => ({ bucket, key })))).toBe(line)
})
