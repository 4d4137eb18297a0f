import type { ServedSocket } from './served-socket.ts'
import { type Connections, TRY_AGAIN_LATER } from './socket-limits.ts'

/** "Normal closure": clients come back when they have something to ask. */
const DONE = 1000
/** Nobody's socket that asks nothing for so long is closed. */
const IDLE_MS = 60_000

type Socket = Pick<ServedSocket, 'readyState' | 'OPEN' | 'gone' | 'close' | 'terminate'>

/**
 * By whose limit a socket is counted. It is nobody's at first; a viewer's once one is recognised, and a guest's for as
 * long as a guest listens on it.
 */
export class SocketPlace {
  readonly #socket: Socket
  readonly #address: string
  readonly #connections: Connections
  readonly #idle: NodeJS.Timeout
  /** Ids of guests' subscriptions. */
  readonly #guests = new Set<string>()
  #isNobodys = true
  #leave: () => void

  constructor(socket: Socket, address: string, connections: Connections) {
    this.#socket = socket
    this.#address = address
    this.#connections = connections
    this.#idle = setTimeout(() => {
      if (this.#isNobodys) socket.close(DONE, 'Idle')
    }, IDLE_MS).unref()
    this.#leave = this.#enterAsNobody()
    void socket.gone.then(() => {
      clearTimeout(this.#idle)
      this.#leave()
    })
  }

  /** Something was asked on it. */
  used(): void {
    if (this.#isOpen) this.#idle.refresh()
  }

  /** @returns false where the viewer has all the connections that they may have */
  takeFor(viewerKey: string): boolean {
    const leave = this.#connections.ofViewer.take(viewerKey)
    if (!leave) return false
    this.#move(leave, false)
    return true
  }

  /** @returns false where guests of this address have all the connections that they may have */
  guestBegins(id: string): boolean {
    if (this.#isNobodys && this.#isOpen) {
      const leave = this.#connections.ofGuests.take(this.#address)
      if (!leave) return false
      this.#move(leave, false)
    }
    this.#guests.add(id)
    return true
  }

  /** Called for every operation that has ended. */
  ended(id: string): void {
    if (!this.#guests.delete(id) || this.#guests.size > 0 || !this.#isOpen) return
    this.#move(this.#enterAsNobody(), true)
    this.#idle.refresh()
  }

  get #isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }

  #enterAsNobody(): () => void {
    return this.#connections.ofStrangers.enter(this.#address, () => {
      this.#socket.close(TRY_AGAIN_LATER, 'Too many sockets')
      this.#socket.terminate()
    })
  }

  #move(leave: () => void, isNobodys: boolean): void {
    this.#leave()
    this.#leave = leave
    this.#isNobodys = isNobodys
    // It may have closed meanwhile.
    if (!this.#isOpen) leave()
  }
}
