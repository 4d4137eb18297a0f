import type { FormEvent } from 'react'
import { graphql } from '../../../gql'
import { socket } from '../../../graphql/client'
import { useAction } from '../../../graphql/use-action'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Problem } from '../../../ui/problem'
import { TextField } from '../../../ui/text-field'
import { showToast } from '../../../ui/toast'

const ChangePasswordMutation = graphql(`
  mutation ManageChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) {
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

/** Another password, which ends every other sign-in of the account. */
export function ChangePassword() {
  const { run, busy, problem, problemOf, problemBut } = useAction(ChangePasswordMutation, {
    answerOf: ({ changePassword }) => changePassword,
    names: { newPassword: 'The new password' },
  })
  const wrong = problem?.code === 'INVALID_CREDENTIALS' ? problem.words : undefined
  const beside = wrong ? undefined : problemBut('newPassword')

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    const input = { currentPassword: String(fields.get('current')), newPassword: String(fields.get('new')) }
    if (!(await run({ input }))) return
    socket.reconnect()
    form.reset()
    showToast({
      title: 'Your new password is set',
      description: 'You are signed out everywhere else.',
      tone: 'ready',
    })
  }

  return (
    <Card className="p-6">
      <h2 className="text-2xl">Change the password</h2>
      <p className="mt-1 text-ink-soft">Every other browser that is signed in with it is signed out.</p>
      <form onSubmit={submit} className="mt-5 max-w-md space-y-4">
        <TextField
          label="Current password"
          name="current"
          type="password"
          autoComplete="current-password"
          required
          error={wrong}
        />
        <TextField
          label="New password"
          hint="10 characters or more"
          name="new"
          type="password"
          autoComplete="new-password"
          required
          error={problemOf('newPassword')}
        />
        {beside && <Problem>{beside}</Problem>}
        <Button type="submit" busy={busy} className="max-sm:w-full">
          Change it
        </Button>
      </form>
    </Card>
  )
}
