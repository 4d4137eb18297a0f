import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { useSignIn } from '../../graphql/use-sign-in'
import { buttonClasses } from '../../ui/button'
import { FullScreen, Sign } from '../../ui/full-screen'
import { SignInForm } from '../../ui/sign-in-form'

type ManageSignInProps = {
  /** This browser is a paired tablet, which anybody may use. */
  onTablet: boolean
  onSignedIn: () => Promise<unknown>
}

/** Before anything is shown: who is it? */
export function ManageSignIn({ onTablet, onSignedIn }: ManageSignInProps) {
  const { signIn, problem } = useSignIn()
  const [busy, setBusy] = useState(false)

  async function enter(email: string, password: string) {
    setBusy(true)
    if (await signIn(email, password)) await onSignedIn()
    setBusy(false)
  }

  return (
    <FullScreen>
      <title>Manage · MenuMate</title>
      <Sign title="Manage">
        {onTablet
          ? 'This is a kitchen’s tablet. Sign in here only for a moment, and sign out again.'
          : 'Tables, staff and tablets of your restaurant.'}
      </Sign>
      <SignInForm onSubmit={enter} disabled={busy} busy={busy} problem={problem}>
        <Link
          href="/forgot-password?from=manage"
          className="flex min-h-12 items-center justify-center font-semibold text-brand-ink underline-offset-4 hover:underline"
        >
          Forgot password?
        </Link>
      </SignInForm>
      <div className="mt-5 text-center">
        <Link href="/kitchen" className={buttonClasses('quiet')}>
          <ArrowLeft aria-hidden="true" className="size-5" />
          To the kitchen
        </Link>
      </div>
    </FullScreen>
  )
}
