import { ShownOnceDialog } from '../shown-once-dialog'

/** A link that no mail carries. */
export type PassOn = { email: string; link: string }

/** The link of an invitation where no mail is sent. */
export function PassOnDialog({ email, link, onTaken }: PassOn & { onTaken: () => void }) {
  return (
    <ShownOnceDialog
      title="Pass this link on yourself"
      description={`This installation sends no mail. Give the link to ${email} and nobody else: whoever opens it first can join. It works once, for a week, and is not shown again.`}
      label="Link of the invitation"
      value={link}
      confirmLabel="I have copied it"
      onTaken={onTaken}
    />
  )
}
