import { type FormEvent, type ReactNode, useState } from 'react'
import { useMutation } from 'urql'
import { graphql } from '../../../gql'
import { socket } from '../../../graphql/client'
import { retryAfter } from '../../../graphql/error-codes'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Problem } from '../../../ui/problem'
import { TextField } from '../../../ui/text-field'
import { tooManyTries } from '../../../ui/too-many-tries'
import { FullScreen, Sign } from './full-screen'

const SignInMutation = graphql(`
  mutation KitchenSignIn($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on InvalidCredentialsError {
        code
      }
    }
  }
`)

/** Who may sign in with one tap, in a demo. */
export type DemoAccount = { label: string; email: string; password: string }

type SignInProps = {
  demoAccounts: readonly DemoAccount[]
  /** Something to say before, such as whose account does not fit. */
  notice?: ReactNode
  /** The cookie is set: find out who it is. Resolves when that is known. */
  onSignedIn: () => Promise<unknown>
}

/** Signs the staff in. The cookie keeps this browser signed in, so a wall tablet sees this once. */
export function SignIn({ demoAccounts, notice, onSignedIn }: SignInProps) {
  const [, signIn] = useMutation(SignInMutation)
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<string>()

  async function enter(email: string, password: string, button: string) {
    setBusy(button)
    setProblem(undefined)
    const { data, error } = await signIn({ input: { email, password } })
    const wait = retryAfter(error?.graphQLErrors)
    if (data?.signIn.__typename === 'SignInPayload') {
      // The socket says who we are when it opens.
      socket.reconnect()
      await onSignedIn()
    } else if (data) {
      setProblem('This e-mail and password do not belong together. Please check both, capital letters too.')
    } else if (wait !== undefined) {
      setProblem(tooManyTries(wait))
    } else {
      setProblem('No answer from the server. Check the Wi-Fi, then try again.')
    }
    setBusy(null)
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    void enter(String(fields.get('email')).trim(), String(fields.get('password')), 'form')
  }

  return (
    <FullScreen>
      <Sign title="Kitchen">Sign in once; this screen stays signed in.</Sign>
      {notice}
      {demoAccounts.length > 0 && (
        <div className="mb-5 space-y-3">
          {demoAccounts.map((account) => (
            <Button
              key={account.email}
              size="lg"
              className="w-full"
              disabled={busy !== null}
              busy={busy === account.email}
              onClick={() => enter(account.email, account.password, account.email)}
            >
              {account.label}
            </Button>
          ))}
          <p className="pt-2 text-center text-ink-soft">or with an account</p>
        </div>
      )}
      <Card className="p-6">
        <form onSubmit={submit} className="space-y-4">
          <TextField label="E-mail" name="email" type="email" autoComplete="username" required />
          <TextField
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
          {problem && <Problem>{problem}</Problem>}
          <Button
            type="submit"
            size="lg"
            variant={demoAccounts.length > 0 ? 'secondary' : 'primary'}
            className="w-full"
            disabled={busy !== null}
            busy={busy === 'form'}
          >
            Sign in
          </Button>
        </form>
      </Card>
    </FullScreen>
  )
}
