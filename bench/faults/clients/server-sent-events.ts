import { dataOf, NoAnswer } from './api.ts'
import type { ReceivedEvent } from './life.ts'

/** A stream on which nothing has come for so long is taken for dead. */
const SILENCE_MS = 5_000

/**
 * Reads a subscription's events from a graphql-sse stream ("distinct connections" mode) until it ends, whatever ends
 * it: a loss of the connection is an end like any other.
 * @throws Error for what coming back cannot cure
 */
export async function readServerSentEvents(options: {
  url: string
  token: string
  body: object
  signal: AbortSignal
  /** Waited for before each read. */
  paused: () => Promise<void>
  onEvent: (event: ReceivedEvent) => void
}): Promise<void> {
  const silence = new AbortController()
  const signal = AbortSignal.any([options.signal, silence.signal])
  let timer: NodeJS.Timeout | undefined
  const expectWord = () => {
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(), SILENCE_MS)
  }
  try {
    expectWord()
    const response = await fetch(options.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${options.token}`,
      },
      body: JSON.stringify(options.body),
      signal,
    })
    let text = ''
    const decoder = new TextDecoder()
    const reader = response.body?.getReader()
    while (reader) {
      const { done, value } = await reader.read()
      if (done) return
      clearTimeout(timer)
      await options.paused()
      expectWord()
      text += decoder.decode(value, { stream: true })
      const messages = text.split('\n\n')
      text = messages.pop() ?? ''
      for (const message of messages) take(message, options.onEvent)
    }
  } catch (error) {
    if (!isLoss(error)) throw error
  } finally {
    clearTimeout(timer)
    silence.abort()
  }
}

function take(message: string, onEvent: (event: ReceivedEvent) => void): void {
  const line = message.split('\n').find((part) => part.startsWith('data:'))
  const text = line?.slice('data:'.length).trim()
  if (!text) return
  const [event] = Object.values(dataOf(JSON.parse(text)) ?? {})
  if (event) onEvent(event as ReceivedEvent)
}

/** What fetch throws when a connection breaks, is refused, or is given up. */
function isLoss(error: unknown): boolean {
  return (
    error instanceof NoAnswer ||
    error instanceof TypeError ||
    (error instanceof DOMException && error.name === 'AbortError')
  )
}
