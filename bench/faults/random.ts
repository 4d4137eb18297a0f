/** Chance that can be repeated: the same seed gives the same sequence. */
export interface Random {
  /** From 0 up to, not including, 1. */
  fraction(): number
  /** A whole number, both ends included. */
  integer(from: number, to: number): number
  /** One of a list that has at least one entry. */
  pick<T>(list: readonly T[]): T
  /** The list in another order. */
  shuffled<T>(list: readonly T[]): T[]
  /** A sequence of its own, so that one who draws more does not change what others draw. */
  fork(name: string): Random
}

/** Mulberry32: 32 bits of state, plenty for choosing what breaks next. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const integer = (from: number, to: number) => from + Math.floor(fraction() * (to - from + 1))
  return {
    fraction,
    integer,
    pick: (list) => list[integer(0, list.length - 1)] as (typeof list)[number],
    shuffled(list) {
      const rest = [...list]
      return list.map(() => rest.splice(integer(0, rest.length - 1), 1)[0] as (typeof list)[number])
    },
    fork: (name) => seededRandom(hash(`${seed} ${name}`)),
  }
}

/** FNV-1a. */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193)
  return value >>> 0
}
