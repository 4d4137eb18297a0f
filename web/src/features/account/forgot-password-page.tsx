import { ArrowLeft, MailCheck } from 'lucide-react'
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
import { LinkPage, SignInLink } from './link-page'

const RequestReset = graphql(`
  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {
    requestPasswordReset(input: $input) {
      requested
    }
  }
`)

/** `/forgot-password`: has a link to a new password sent. Nobody learns here who has an account. */
export default function ForgotPasswordPage() {
  const request = useAction(RequestReset, {
    answerOf: ({ requestPasswordReset }) => requestPasswordReset,
  })
  const [from] = useState(() => new URLSearchParams(location.search).get('from'))
  const [sentTo, setSentTo] = useState<string>()

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const email = String(new FormData(event.currentTarget).get('email')).trim()
    if (await request.run({ input: { email } })) setSentTo(email)
  }

  return (
    <LinkPage title="Forgot password">
      {sentTo ? (
        <Notice
          role="status"
          icon={<MailCheck className="size-12" strokeWidth={1.75} />}
          title="Check your mail"
          actions={<SignInLink />}
        >
          If <strong className="text-ink">{sentTo}</strong> has an account here, a link to a new password is
          on its way. It is good for an hour.
        </Notice>
      ) : (
        <>
          <Sign title="Forgot your password?">We send you a link to a new one.</Sign>
          <Card className="p-6">
            <form onSubmit={submit} className="space-y-4">
              <TextField
                label="E-mail"
                name="email"
                type="email"
                autoComplete="username"
                required
                autoFocus
              />
              {request.problem && <Problem>{request.problem.words}</Problem>}
              <Button type="submit" size="lg" className="w-full" busy={request.busy}>
                Send the link
              </Button>
            </form>
          </Card>
          <div className="mt-5 text-center">
            <Link href={from === 'manage' ? '/manage' : '/kitchen'} className={buttonClasses('quiet')}>
              <ArrowLeft aria-hidden="true" className="size-5" />
              Back to the sign-in
            </Link>
          </div>
        </>
      )}
    </LinkPage>
  )
}
