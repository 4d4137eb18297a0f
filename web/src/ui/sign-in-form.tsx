import type { FormEvent, ReactNode } from 'react'
import { Button, type ButtonVariant } from './button'
import { Card } from './card'
import { Problem } from './problem'
import { TextField } from './text-field'

type SignInFormProps = {
  onSubmit: (email: string, password: string) => void
  disabled: boolean
  busy: boolean
  problem: ReactNode
  variant?: ButtonVariant
  /** Where to go without a password. */
  children?: ReactNode
}

/** Asks for e-mail and password. */
export function SignInForm(props: SignInFormProps) {
  const { onSubmit, disabled, busy, problem, variant = 'primary', children } = props

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    onSubmit(String(fields.get('email')).trim(), String(fields.get('password')))
  }

  return (
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
        <Button type="submit" size="lg" variant={variant} className="w-full" disabled={disabled} busy={busy}>
          Sign in
        </Button>
        {children}
      </form>
    </Card>
  )
}
