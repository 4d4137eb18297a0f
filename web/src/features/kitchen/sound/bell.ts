/** What the screen knows of its sound. */
export type SoundState = {
  /** True only while the browser really lets us play. */
  isOn: boolean
  /** How often the bell was really struck since the page was opened. */
  plays: number
  /** How often the alarm was really played since then. */
  alarms: number
}

export type Bell = {
  get: () => SoundState
  subscribe: (listener: () => void) => () => void
  /** Asks the browser for sound; it only grants that inside a tap. Resolves, if ever, to whether sound is on. */
  arm: () => Promise<boolean>
  /** The new-order bell. @returns whether it was played */
  ring: () => boolean
  /** A siren, unlike anything else: an order that nobody has. @returns whether it was played */
  alarm: () => boolean
  /** Two falling tones: not an order, but something is wrong with this screen. @returns whether they were played */
  warn: () => boolean
}

type Strike = { frequency: number; after: number; seconds: number; level: number }

/** A hotel bell's partials (fundamental, octave, and two that do not fit the scale, which is what cuts through a kitchen). */
const partials = [
  { ratio: 1, level: 0.5, length: 1 },
  { ratio: 2, level: 0.28, length: 0.7 },
  { ratio: 2.92, level: 0.18, length: 0.5 },
  { ratio: 5.4, level: 0.1, length: 0.25 },
]
const bellStrikes = [
  { frequency: 1046.5, after: 0 },
  { frequency: 1318.5, after: 0.22 },
  { frequency: 1568, after: 0.44 },
]
const bell: Strike[] = bellStrikes.flatMap(({ frequency, after }) =>
  partials.map(({ ratio, level, length }) => ({
    frequency: frequency * ratio,
    after,
    seconds: 1.5 * length,
    level,
  })),
)
const warning: Strike[] = [
  { frequency: 392, after: 0, seconds: 0.5, level: 0.6 },
  { frequency: 262, after: 0.35, seconds: 0.8, level: 0.6 },
]

/** Up and down three times, hoarse by its third harmonic: it is not to be taken for a bell. */
const siren: Strike[] = [0, 1, 2, 3, 4, 5].flatMap((turn) => {
  const frequency = turn % 2 === 0 ? 740 : 988
  const tone = { after: turn * 0.22, seconds: 0.24 }
  return [
    { ...tone, frequency, level: 0.6 },
    { ...tone, frequency: frequency * 3, level: 0.25 },
  ]
})

/**
 * A bell made of oscillators: no file to load, so it rings offline too. It starts silent; browsers allow sound only after
 * a tap, and may take it away again (a phone call, another app), which `isOn` follows.
 */
export function createBell(createContext: () => AudioContext = () => new AudioContext()): Bell {
  const listeners = new Set<() => void>()
  let context: AudioContext | undefined
  let output: AudioNode | undefined
  let state: SoundState = { isOn: false, plays: 0, alarms: 0 }

  function set(change: Partial<SoundState>) {
    const next = { ...state, ...change }
    if (next.isOn === state.isOn && next.plays === state.plays && next.alarms === state.alarms) return
    state = next
    for (const listener of [...listeners]) listener()
  }

  function open(): AudioContext {
    if (context && context.state !== 'closed') return context
    const opened = createContext()
    // Loud without distortion when the strikes overlap.
    const compressor = opened.createDynamicsCompressor()
    compressor.connect(opened.destination)
    opened.addEventListener('statechange', () => set({ isOn: opened.state === 'running' }))
    context = opened
    output = compressor
    return opened
  }

  function play(strikes: readonly Strike[]): boolean {
    if (!context || !output || context.state !== 'running') {
      set({ isOn: false })
      return false
    }
    for (const strike of strikes) playStrike(context, output, strike)
    return true
  }

  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    arm: async () => {
      try {
        const opened = open()
        await opened.resume()
        set({ isOn: opened.state === 'running' })
      } catch {
        set({ isOn: false })
      }
      return state.isOn
    },
    ring: () => {
      const played = play(bell)
      if (played) set({ plays: state.plays + 1 })
      return played
    },
    alarm: () => {
      const played = play(siren)
      if (played) set({ alarms: state.alarms + 1 })
      return played
    },
    warn: () => play(warning),
  }
}

function playStrike(context: AudioContext, output: AudioNode, strike: Strike) {
  const start = context.currentTime + strike.after
  const end = start + strike.seconds
  const gain = context.createGain()
  gain.gain.setValueAtTime(0.0001, start)
  gain.gain.exponentialRampToValueAtTime(strike.level, start + 0.008)
  gain.gain.exponentialRampToValueAtTime(0.0001, end)
  const oscillator = context.createOscillator()
  oscillator.frequency.value = strike.frequency
  oscillator.connect(gain).connect(output)
  oscillator.start(start)
  oscillator.stop(end)
}
