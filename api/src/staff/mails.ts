import type { Mail } from '../mail/mailer.ts'

export function invitationMail(to: string, from: string, restaurant: string, link: string): Mail {
  return {
    to,
    subject: `Work at ${restaurant} with MenuMate`,
    text: `${from} invites you to ${restaurant}. Open this link within seven days:\n\n${link}\n\nIf you do not know them, do nothing.`,
  }
}

export function resetMail(to: string, link: string): Mail {
  return {
    to,
    subject: 'A new password for MenuMate',
    text: `Open this link within an hour to choose a new password:\n\n${link}\n\nIf you did not ask for one, do nothing: yours stays as it is.`,
  }
}
