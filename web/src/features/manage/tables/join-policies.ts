import type { JoinPolicy } from '../../../gql/graphql'
import type { Choice } from '../../../ui/choice-field'

/** What it can take to sit down, in words. */
export const joinPolicies: readonly Choice<JoinPolicy>[] = [
  { value: 'OPEN', label: 'Anyone with the code', hint: 'Scan, and order.' },
  {
    value: 'PIN',
    label: 'A PIN for those who join',
    hint: 'The first guest sees a PIN; friends who scan type it in.',
  },
  {
    value: 'APPROVAL',
    label: 'The staff let each phone in',
    hint: 'Every scan asks on the kitchen and floor screens first.',
  },
]

/** "Anyone with the code". */
export function policyName(policy: JoinPolicy): string {
  return joinPolicies.find(({ value }) => value === policy)?.label ?? policy
}
