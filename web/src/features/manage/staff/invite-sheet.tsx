import { type FormEvent, useState } from 'react'
import type { StaffRole } from '../../../gql/graphql'
import { Button } from '../../../ui/button'
import { Problem } from '../../../ui/problem'
import { Sheet } from '../../../ui/sheet'
import { TextField } from '../../../ui/text-field'
import { showToast } from '../../../ui/toast'
import { type PassOn, PassOnDialog } from './pass-on-dialog'
import { RoleField } from './role-field'
import { useInvite } from './use-invite'

type InviteSheetProps = {
  restaurantId: string
  mayMakeOwners: boolean
  onInvited: () => void
  onClose: () => void
}

/** Asks whom to invite, as what. */
export function InviteSheet({ restaurantId, mayMakeOwners, onInvited, onClose }: InviteSheetProps) {
  const [role, setRole] = useState<StaffRole>('KITCHEN')
  const [passOn, setPassOn] = useState<PassOn>()
  const { run, busy, problemOf, problemBut } = useInvite()

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const email = String(new FormData(event.currentTarget).get('email')).trim()
    const done = await run({ input: { restaurantId, email, role } })
    if (!done) return
    const invited = done.invitation.email
    onInvited()
    if (done.link) return setPassOn({ email: invited, link: done.link })
    showToast({
      title: 'Invitation sent',
      description: `${invited} has a link for a week.`,
      tone: 'ready',
    })
    onClose()
  }

  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title="Invite somebody">
      <form onSubmit={submit} className="space-y-5 px-5 pt-4 pb-7">
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="off"
          required
          autoFocus
          error={problemOf('email')}
        />
        <RoleField value={role} mayMakeOwners={mayMakeOwners} onChange={setRole} />
        {problemBut('email') && <Problem>{problemBut('email')}</Problem>}
        <Button type="submit" size="lg" className="w-full" busy={busy}>
          Send the invitation
        </Button>
      </form>
      {passOn && <PassOnDialog {...passOn} onTaken={onClose} />}
    </Sheet>
  )
}
