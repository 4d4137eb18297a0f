import type { Mail } from '../mail/mailer.ts'

export function invitationMail(to: string, from: string, restaurant: string, link: string): Mail {
  return {
    to,
    subject: `Work at ${restaurant} with MenuMate`,
    text: `${from} invites you to ${restaurant}. Open this link within seven days:\n\n${link}\n\nIf you do not know them, do nothing.`,
  }
}

/** Browsers do not send what stands behind the #, and so no log has it. */
export function resetLink(origin: string, token: string): string {
  return `${origin}/reset-password#${token}`
}

export function resetMail(to: string, link: string): Mail {
  return {
    to,
    subject: 'A new password for MenuMate',
    text: `Open this link within an hour to choose a new password:\n\n${link}\n\nIf you did not ask for one, do nothing: yours stays as it is.`,
  }
}

export function passwordChangedMail(to: string): Mail {
  return {
    to,
    subject: 'Your password for MenuMate was changed',
    text: 'Your account has a new password, and everybody who was signed in with it has been signed out.\n\nIf that was not you, choose another one at once, by “Forgot password?”, and tell whoever runs your restaurant.',
  }
}
