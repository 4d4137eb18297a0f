import type { StaffRole } from '../../../gql/graphql'
import { staffRoles } from '../../../graphql/staff-roles'
import { ChoiceField } from '../../../ui/choice-field'

type RoleFieldProps = {
  value: StaffRole
  /** Only owners make owners. */
  mayMakeOwners: boolean
  onChange: (role: StaffRole) => void
}

/** What somebody is to be, with what that lets them do. */
export function RoleField({ value, mayMakeOwners, onChange }: RoleFieldProps) {
  const choices = staffRoles
    .filter(({ role }) => mayMakeOwners || role !== 'OWNER')
    .map(({ role, name, may }) => ({ value: role, label: name, hint: may }))
  return (
    <ChoiceField
      legend="Role"
      choices={choices}
      value={[value]}
      onChange={([role]) => role && onChange(role)}
    />
  )
}
