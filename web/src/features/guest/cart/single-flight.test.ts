import { expect, test } from 'vitest'
import { createSingleFlight } from './single-flight'

const answerless = () => Promise.reject(new Error('sent although one was under way'))

function deferred() {
  let resolve: (answer: string) => void = () => {}
  const promise = new Promise<string>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

test('the same body waits for the answer that is under way', async () => {
  const send = createSingleFlight<string>()
  const first = deferred()
  const replies = [send('key', 'soup', () => first.promise), send('key', 'soup', answerless)]
  first.resolve('in')
  expect(await Promise.all(replies)).toEqual([
    { answer: 'in', isForThis: true },
    { answer: 'in', isForThis: true },
  ])
})

test('the answer to an older body never stands for a new one, which goes out afterwards', async () => {
  const send = createSingleFlight<string>()
  const first = deferred()
  void send('key', 'soup', () => first.promise)
  const changed = send('key', 'soup and bread', answerless)
  first.resolve('lost')
  expect(await changed).toEqual({ answer: 'lost', isForThis: false })
  expect(await send('key', 'soup and bread', async () => 'in')).toEqual({ answer: 'in', isForThis: true })
})
