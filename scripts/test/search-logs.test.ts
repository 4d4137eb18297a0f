import { expect, test } from 'vitest'
import { findSecrets } from './search-logs.ts'

const SECRETS = new Set(['plainword', 'a pot of "good" tea', 'token.signed'])

test.each([
  ['a word', '{"url":"/kitchen#plainword"}'],
  ['a phrase', '{"err":{"message":"wrong: a pot of \\"good\\" tea"}}'],
  ['what has signs in it', 'cookie: menumate=token.signed; path=/'],
  [
    'what nobody has sent but looks like a secret',
    '{"x":"mm_key_0123456789_Zk3v_9QbX0aR71LmNpQrStUvWxYz012345678"}',
  ],
])('%s is found', (_what, line) => {
  expect(findSecrets([line], SECRETS)).toEqual([line])
})

test('ids, hashes, paths and parts of words are none', () => {
  const lines = [
    '{"id":"0196f8a2-1c2d-7e3f-8a4b-5c6d7e8f9a0b","sha":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"}',
    '{"at":["wasm_bindgen_353b96ef71864b03___convert__closures_____invoke___JsValue_____ (file:///app/engine.js:238:10)"]}',
    '{"at":"file:///app/api/dist/api/src/orders/place-order.js:12:3","word":"plainwords"}',
  ]
  expect(findSecrets(lines, SECRETS)).toEqual([])
})
