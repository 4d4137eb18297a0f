import { KeyRound } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Link } from 'wouter'
import { graphql } from '../../gql'
import { useAction } from '../../graphql/use-action'
import { Button, buttonClasses } from '../../ui/button'
import { Card } from '../../ui/card'
import { Sign } from '../../ui/full-screen'
import { Notice } from '../../ui/notice'
import { Problem } from '../../ui/problem'
import { TextField } from '../../ui/text-field'
import { DeadLink, LinkPage, SignInLink } from './link-page'
import { linkToken } from './link-token'

const ResetPassword = graphql(`
  mutation ResetPassword($input: ResetPasswordInput!) {
    resetPassword(input: $input) {
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

/** `/reset-password#<token>`: where the mail about a forgotten password leads. */
export default function ResetPasswordPage() {
  const [token] = useState(() => linkToken())
  const reset = useAction(ResetPassword, {
    answerOf: ({ resetPassword }) => resetPassword,
    names: { newPassword: 'The password' },
  })
  const [done, setDone] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const newPassword = String(new FormData(event.currentTarget).get('new-password'))
    if (await reset.run({ input: { token, newPassword } })) setDone(true)
  }

  if (done)
    return (
      <LinkPage title="New password">
        <Notice
          role="status"
          icon={<KeyRound className="size-12" strokeWidth={1.75} />}
          title="Your new password is set"
          actions={<SignInLink />}
        >
          You are signed out everywhere. Sign in with it.
        </Notice>
      </LinkPage>
    )
  if (token === '' || reset.problem?.code === 'LINK_INVALID')
    return (
      <LinkPage title="New password">
        <DeadLink
          title="This link is used up"
          actions={
            <Link href="/forgot-password" className={buttonClasses('primary', 'lg')}>
              Send a new one
            </Link>
          }
        >
          Each is good once, and for an hour. Your password is still the old one.
        </DeadLink>
      </LinkPage>
    )
  return (
    <LinkPage title="New password">
      <Sign title="Choose a new password">It ends every earlier sign-in.</Sign>
      <Card className="p-6">
        <form onSubmit={submit} className="space-y-4">
          <TextField
            label="New password"
            hint="10 characters or more"
            name="new-password"
            type="password"
            autoComplete="new-password"
            required
            autoFocus
            error={reset.problemOf('newPassword')}
          />
          {reset.problemBut('newPassword') && <Problem>{reset.problemBut('newPassword')}</Problem>}
          <Button type="submit" size="lg" className="w-full" busy={reset.busy}>
            Save the password
          </Button>
        </form>
      </Card>
    </LinkPage>
  )
}
