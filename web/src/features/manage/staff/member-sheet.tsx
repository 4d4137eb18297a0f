import { UserMinus } from 'lucide-react'
import { useState } from 'react'
import { graphql } from '../../../gql'
import { roleName } from '../../../graphql/staff-roles'
import { useAction } from '../../../graphql/use-action'
import { Button } from '../../../ui/button'
import { ConfirmDialog } from '../../../ui/confirm-dialog'
import { Problem } from '../../../ui/problem'
import { Sheet } from '../../../ui/sheet'
import { showToast } from '../../../ui/toast'
import { RoleField } from './role-field'
import type { Member } from './staff-section'

const ChangeRole = graphql(`
  mutation ManageChangeRole($input: ChangeStaffRoleInput!) {
    changeStaffRole(input: $input) {
      __typename
      ... on ChangeStaffRolePayload {
        member {
          id
          role
        }
      }
      ... on Error {
        message
      }
    }
  }
`)

const RemoveMember = graphql(`
  mutation ManageRemoveMember($input: RemoveStaffMemberInput!) {
    removeStaffMember(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`)

type MemberSheetProps = {
  member: Member
  restaurantName: string
  mayMakeOwners: boolean
  onChanged: () => void
  onClose: () => void
}

/** Makes somebody something else, or takes them out of the restaurant. */
export function MemberSheet(props: MemberSheetProps) {
  const { member, restaurantName, mayMakeOwners, onChanged, onClose } = props
  const change = useAction(ChangeRole, { answerOf: ({ changeStaffRole }) => changeStaffRole })
  const remove = useAction(RemoveMember, { answerOf: ({ removeStaffMember }) => removeStaffMember })
  const [role, setRole] = useState(member.role)
  const [asking, setAsking] = useState(false)
  const problem = change.problem ?? remove.problem

  async function save() {
    if (!(await change.run({ input: { memberId: member.id, role } }))) return
    showToast({ title: `${member.name} is now: ${roleName(role)}`, tone: 'ready' })
    onChanged()
    onClose()
  }

  async function takeOut() {
    if (!(await remove.run({ input: { memberId: member.id } }))) return
    showToast({ title: `${member.name} no longer works here` })
    onChanged()
    onClose()
  }

  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={member.name}
      footer={
        <Button
          size="lg"
          className="w-full"
          disabled={role === member.role}
          busy={change.busy}
          onClick={save}
        >
          Save
        </Button>
      }
    >
      <div className="space-y-5 px-5 pt-1 pb-6">
        <p className="text-lg break-words text-ink-soft">{member.email}</p>
        <RoleField value={role} mayMakeOwners={mayMakeOwners} onChange={setRole} />
        {problem && <Problem>{problem.words}</Problem>}
        <Button
          variant="quiet"
          className="w-full text-cancelled-ink"
          busy={remove.busy}
          onClick={() => setAsking(true)}
        >
          <UserMinus aria-hidden="true" className="size-5" />
          Remove from {restaurantName}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Remove ${member.name}?`}
        description={`They see nothing of ${restaurantName} from then on, on no device of their own. Their account stays. Tablets they let in and API keys they made go on working: end those under Tablets and API keys.`}
        confirmLabel="Remove"
        cancelLabel="Keep them"
        destructive
        onConfirm={takeOut}
      />
    </Sheet>
  )
}
