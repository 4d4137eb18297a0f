import { Mail } from 'lucide-react'
import { useState } from 'react'
import { graphql } from '../../../gql'
import { roleName } from '../../../graphql/staff-roles'
import { useAction } from '../../../graphql/use-action'
import { Button } from '../../../ui/button'
import { ConfirmDialog } from '../../../ui/confirm-dialog'
import { Problem } from '../../../ui/problem'
import { formatDate, useNow } from '../../../ui/time'
import { showToast } from '../../../ui/toast'
import { Row, Rows } from '../rows'
import { type PassOn, PassOnDialog } from './pass-on-dialog'
import type { Invitation } from './staff-section'
import { useInvite } from './use-invite'

const RevokeInvitation = graphql(`
  mutation ManageRevokeInvitation($input: RevokeInvitationInput!) {
    revokeInvitation(input: $input) {
      invitation {
        id
      }
    }
  }
`)

type InvitationListProps = {
  restaurantId: string
  invitations: readonly Invitation[]
  onChanged: () => void
}

/** Who has yet to accept; nothing at all when nobody has. */
export function InvitationList({ restaurantId, invitations, onChanged }: InvitationListProps) {
  if (invitations.length === 0) return null
  return (
    <section aria-labelledby="waiting" className="mb-8">
      <h2 id="waiting" className="mb-3 text-xl">
        Waiting for an answer
      </h2>
      <Rows label="Invitations">
        {invitations.map((invitation) => (
          <InvitationRow
            key={invitation.email}
            restaurantId={restaurantId}
            invitation={invitation}
            onChanged={onChanged}
          />
        ))}
      </Rows>
    </section>
  )
}

type InvitationRowProps = { restaurantId: string; invitation: Invitation; onChanged: () => void }

function InvitationRow({ restaurantId, invitation, onChanged }: InvitationRowProps) {
  const { id, email, role, invitedBy, expiresAt } = invitation
  const now = useNow()
  const again = useInvite()
  const revoke = useAction(RevokeInvitation, { answerOf: ({ revokeInvitation }) => revokeInvitation })
  const [asking, setAsking] = useState(false)
  const [passOn, setPassOn] = useState<PassOn>()
  const problem = again.problem ?? revoke.problem
  const isOver = new Date(expiresAt) <= now

  async function sendAgain() {
    const done = await again.run({ input: { restaurantId, email, role } })
    if (!done) return
    // The list is loaded again once the link is taken: the row, and with it the dialog, may be another one then.
    if (done.link) return setPassOn({ email, link: done.link })
    showToast({ title: 'Sent again', description: `The earlier link to ${email} no longer works.` })
    onChanged()
  }

  async function takeBack() {
    if (await revoke.run({ input: { invitationId: id } })) onChanged()
  }

  return (
    <Row
      mark={<Mail className="size-6" />}
      title={email}
      facts={
        <>
          {roleName(role)}, invited by {invitedBy} ·{' '}
          {isOver ? (
            <strong className="text-cancelled-ink">expired {formatDate(expiresAt)}</strong>
          ) : (
            `good until ${formatDate(expiresAt)}`
          )}
        </>
      }
    >
      <span className="flex gap-2 max-sm:w-full max-sm:*:flex-1">
        <Button
          variant="secondary"
          aria-label={`Send the invitation to ${email} again`}
          busy={again.busy}
          onClick={sendAgain}
        >
          Send again
        </Button>
        <Button
          variant="danger"
          aria-label={`Take back the invitation to ${email}`}
          busy={revoke.busy}
          onClick={() => setAsking(true)}
        >
          Take back
        </Button>
      </span>
      {problem && <Problem>{problem.words}</Problem>}
      {passOn && (
        <PassOnDialog
          {...passOn}
          onTaken={() => {
            setPassOn(undefined)
            onChanged()
          }}
        />
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Take the invitation back?"
        description={`The link that ${email} was given will no longer work.`}
        confirmLabel="Take it back"
        destructive
        onConfirm={takeBack}
      />
    </Row>
  )
}
