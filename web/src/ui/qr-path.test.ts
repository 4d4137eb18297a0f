import { expect, test } from 'vitest'
import { qrPath } from './qr-path'

test('neighbours in a row are drawn as one bar, rows never flow into each other', () => {
  expect(qrPath({ size: 3, data: [1, 1, 0, 0, 0, 1, 1, 0, 1] })).toBe(
    'M0 0h2v1h-2zM2 1h1v1h-1zM0 2h1v1h-1zM2 2h1v1h-1z',
  )
})

test('nothing dark is nothing drawn', () => {
  expect(qrPath({ size: 2, data: [0, 0, 0, 0] })).toBe('')
})
