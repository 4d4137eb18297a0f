import { TabletSmartphone } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { useSignIn } from '../../../graphql/use-sign-in'
import { Button } from '../../../ui/button'
import { FullScreen, Sign } from '../../../ui/full-screen'
import { SignInForm } from '../../../ui/sign-in-form'

/** Who may sign in with one tap, in a demo. */
export type DemoAccount = { label: string; email: string; password: string }

type SignInProps = {
  demoAccounts: readonly DemoAccount[]
  /** Something to say before, such as whose account does not fit. */
  notice?: ReactNode
  /** The cookie is set: find out who it is. Resolves when that is known. */
  onSignedIn: () => Promise<unknown>
  /** Absent where somebody is signed in already. */
  onPair?: (() => void) | undefined
}

/** Signs the staff in. The cookie keeps this browser signed in; a wall tablet is better paired, so that it is nobody's. */
export function SignIn({ demoAccounts, notice, onSignedIn, onPair }: SignInProps) {
  const { signIn, problem } = useSignIn()
  const [busy, setBusy] = useState<string | null>(null)

  async function enter(email: string, password: string, button: string) {
    setBusy(button)
    if (await signIn(email, password)) await onSignedIn()
    setBusy(null)
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
      <SignInForm
        onSubmit={(email, password) => enter(email, password, 'form')}
        disabled={busy !== null}
        busy={busy === 'form'}
        problem={problem}
        variant={demoAccounts.length > 0 ? 'secondary' : 'primary'}
      >
        <Link
          href="/forgot-password"
          className="flex min-h-12 items-center justify-center font-semibold text-brand-ink underline-offset-4 hover:underline"
        >
          Forgot password?
        </Link>
      </SignInForm>
      {onPair && (
        <Button variant="secondary" size="lg" className="mt-5 w-full" onClick={onPair}>
          <TabletSmartphone aria-hidden="true" className="size-6" />
          Pair this tablet
        </Button>
      )}
    </FullScreen>
  )
}
