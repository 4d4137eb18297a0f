import { randomKey } from '../../../graphql/random-key'

export type IntentKeys = {
  /** The idempotency key of this intent: the same for each retry, another one after `done`. */
  keyFor: (intent: string) => string
  /** The intent was carried out: the next of its kind is a new one. */
  done: (intent: string) => void
}

/**
 * Keeps one idempotency key per intent ("pay 4350 in cash"), so that a payment whose answer was lost is not recorded
 * twice when somebody taps again.
 */
export function createIntentKeys(createKey: () => string = randomKey): IntentKeys {
  const keys = new Map<string, string>()
  return {
    keyFor: (intent) => {
      const key = keys.get(intent) ?? createKey()
      keys.set(intent, key)
      return key
    },
    done: (intent) => void keys.delete(intent),
  }
}
