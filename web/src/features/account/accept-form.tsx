import type { FormEvent } from 'react'
import { Link, useLocation } from 'wouter'
import { graphql } from '../../gql'
import type { InvitationQuery } from '../../gql/graphql'
import { socket } from '../../graphql/client'
import { useAction } from '../../graphql/use-action'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Problem } from '../../ui/problem'
import { TextField } from '../../ui/text-field'
import { DeadLink } from './link-page'

const AcceptInvitation = graphql(`
  mutation AcceptInvitation($input: AcceptInvitationInput!) {
    acceptInvitation(input: $input) {
      __typename
      ... on InvalidInputError {
        path
      }
      ... on Error {
        code
        message
      }
    }
  }
`)

type AcceptFormProps = {
  token: string
  invitation: Pick<NonNullable<InvitationQuery['invitation']>, 'email' | 'hasAccount' | 'restaurant'>
}

/** Asks a newcomer for a name and a password, and whoever works elsewhere for the password they have. */
export function AcceptForm({ token, invitation }: AcceptFormProps) {
  const { email, hasAccount, restaurant } = invitation
  const [, navigate] = useLocation()
  const { run, busy, problem, problemOf, problemBut } = useAction(AcceptInvitation, {
    answerOf: ({ acceptInvitation }) => acceptInvitation,
    names: { name: 'Your name', password: 'The password' },
  })
  const wrongPassword = problem?.code === 'INVALID_CREDENTIALS'
  const beside = wrongPassword ? undefined : problemBut('name', 'password')

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const input = { token, name: String(fields.get('name') ?? ''), password: String(fields.get('password')) }
    if (!(await run({ input }))) return
    // The socket says who we are when it opens.
    socket.reconnect()
    navigate(`/kitchen?restaurant=${restaurant.slug}`, { replace: true })
  }

  // Used, or taken back, while the page was open.
  if (problem?.code === 'LINK_INVALID') return <DeadInvitation />
  return (
    <Card className="p-6">
      <form onSubmit={submit} className="space-y-4">
        <TextField label="E-mail" type="email" autoComplete="username" value={email} readOnly />
        {!hasAccount && (
          <TextField
            label="Your name"
            hint="as colleagues see it"
            name="name"
            autoComplete="name"
            maxLength={80}
            required
            autoFocus
            error={problemOf('name')}
          />
        )}
        <TextField
          label={hasAccount ? 'Your password' : 'Choose a password'}
          hint={hasAccount ? 'the one you have' : '10 characters or more'}
          name="password"
          type="password"
          autoComplete={hasAccount ? 'current-password' : 'new-password'}
          required
          error={wrongPassword ? 'This is not the password of your account.' : problemOf('password')}
        />
        {hasAccount && (
          <Link
            href="/forgot-password"
            className="flex min-h-12 w-fit items-center font-semibold text-brand-ink underline-offset-4 hover:underline"
          >
            Forgot password?
          </Link>
        )}
        {beside && <Problem>{beside}</Problem>}
        <Button type="submit" size="lg" className="w-full" busy={busy}>
          Join {restaurant.name}
        </Button>
      </form>
    </Card>
  )
}

/** The link was used, taken back, or has expired. */
export function DeadInvitation() {
  return (
    <DeadLink title="This invitation is no longer good">
      It was used, taken back, or is older than a week. Ask whoever sent it for a new one.
    </DeadLink>
  )
}
