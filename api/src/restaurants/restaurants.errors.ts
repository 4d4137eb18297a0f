import { PublicError } from '../errors.ts'

/** The restaurant takes no orders now: closed by its hours, or paused by its staff. */
export class OrderingPausedError extends PublicError {
  override name = 'OrderingPausedError'
  readonly code = 'ORDERING_PAUSED'
  readonly restaurantId: string
  constructor(restaurantId: string) {
    super('The restaurant is not taking orders right now.')
    this.restaurantId = restaurantId
  }
}
