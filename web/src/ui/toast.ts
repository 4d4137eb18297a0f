import type { Tone } from './badge'

export type ToastMessage = {
  /** What it is about: a later message about the same takes the place of this one. */
  id?: string
  title: string
  description?: string
  tone?: Tone
  /** Milliseconds it stays; 0 stays until dismissed. Default 5,000. */
  timeout?: number
  action?: { label: string; onPress: () => void }
}

export type ToastChange =
  | { type: 'show'; message: ToastMessage & { id: string } }
  | { type: 'close'; id: string }

let receive: ((change: ToastChange) => void) | undefined
const waiting: ToastChange[] = []
let count = 0

function tell(change: ToastChange) {
  if (receive) receive(change)
  else waiting.push(change)
}

/**
 * Shows a short message that needs no answer. Screen readers hear it politely.
 * @returns a function that takes it away early
 */
export function showToast(message: ToastMessage): () => void {
  const id = message.id ?? `toast-${++count}`
  tell({ type: 'show', message: { ...message, id } })
  return () => tell({ type: 'close', id })
}

/** For the one region on the page: is told of every message, also of those from before it was there. */
export function receiveToasts(receiver: (change: ToastChange) => void): () => void {
  receive = receiver
  for (const change of waiting.splice(0)) receiver(change)
  return () => {
    receive = undefined
  }
}
