/** How often something may be done by whoever shares a key: `points` times within `seconds`. */
export interface Bucket {
  readonly points: number
  readonly seconds: number
}

/**
 * All rate limits. All guests of a restaurant may share one address, behind its router: what counts by address has
 * room for a house of a hundred guests who all come at once, and for their reloads.
 */
export const BUCKETS = {
  /** Guesses at one account's password, from one address: nobody can lock anybody else out. */
  signInAccount: { points: 10, seconds: 300 },
  /** Guesses at the current password by somebody who is signed in: a tablet that was left open. */
  changePassword: { points: 10, seconds: 300 },
  /** Links to one account's mailbox, whoever asks: by then some lie there. */
  resetAccount: { points: 3, seconds: 900 },
  /** Links that one address has sent to anybody. */
  resetAddress: { points: 20, seconds: 900 },
  /** Mails to addresses that somebody who may invite types in. */
  invite: { points: 60, seconds: 3_600 },
  /** Tablets that ask to be let in, from one address; a screen asks again when its code has expired. */
  pairAddress: { points: 30, seconds: 300 },
  /** Guesses at the code of somebody else's tablet. */
  approveDevice: { points: 20, seconds: 300 },
  /** All sign-ins and new passwords from one address: the staff of a house share it, at the start of a shift. */
  signInAddress: { points: 300, seconds: 300 },
  /** Joining one table, from one address: a party of thirty, some of whom reload. */
  joinTable: { points: 60, seconds: 300 },
  /** Joining any table, from one address. */
  joinAddress: { points: 400, seconds: 300 },
  /** Codes that no table has, from one address: guesses do not use up what the guests of the house have. */
  joinUnknown: { points: 60, seconds: 300 },
  /** Orders of one guest. */
  orderGuest: { points: 20, seconds: 60 },
  /** Orders of one party, whoever of them sends: thirty people, each four in a minute. */
  orderSession: { points: 120, seconds: 60 },
  /** Orders from one address: a hundred guests, each an order every ten seconds. */
  orderAddress: { points: 600, seconds: 60 },
  /** Whatever else one guest asks. A page that loads asks three or four times. */
  requestGuest: { points: 200, seconds: 10 },
  /** The same of one party, whoever of them asks: a table takes a fifth of what its house has, and no more. */
  requestSession: { points: 600, seconds: 10 },
  /** The same of all guests at one address. */
  requestGuestAddress: { points: 3_000, seconds: 10 },
  /** Whatever a member of staff, a device or a partner asks. */
  requestViewer: { points: 600, seconds: 10 },
  /** The same of all of them at one address. */
  requestViewerAddress: { points: 3_000, seconds: 10 },
  /** Whatever else comes from one address: from strangers, who share it with nobody but each other. */
  requestAddress: { points: 600, seconds: 10 },
  /** Credentials that this node has not seen to be good, from one address. */
  unknownCredential: { points: 300, seconds: 10 },
  /** Session tokens and table codes that this node has not seen to be good, from one address: each is looked up. */
  unknownToken: { points: 300, seconds: 10 },
} as const satisfies Readonly<Record<string, Bucket>>

export type BucketName = keyof typeof BUCKETS
