import { DoorOpen, HandHelping, KeyRound } from 'lucide-react'
import { useId } from 'react'
import { useMutation } from 'urql'
import { type FragmentType, graphql, readFragment } from '../../gql'
import type { JoinPolicy } from '../../gql/graphql'
import { classNames } from '../../ui/class-names'
import { showToast } from '../../ui/toast'

const JoinPolicyFragment = graphql(`
  fragment JoinPolicyChoice on Restaurant {
    id
    joinPolicy
  }
`)

const SetJoinPolicy = graphql(`
  mutation SetJoinPolicy($input: SetJoinPolicyInput!) {
    setJoinPolicy(input: $input) {
      restaurant {
        id
        ...JoinPolicyChoice
      }
    }
  }
`)

const policies: { policy: JoinPolicy; name: string; meaning: string; Icon: typeof DoorOpen }[] = [
  { policy: 'OPEN', name: 'Anyone with the code', meaning: 'Scan, and order.', Icon: DoorOpen },
  {
    policy: 'PIN',
    name: 'A PIN for those who join',
    meaning: 'The first guest sees a PIN; friends who scan type it in.',
    Icon: KeyRound,
  },
  {
    policy: 'APPROVAL',
    name: 'The staff let each phone in',
    meaning: 'Every scan asks on the kitchen and floor screens first.',
    Icon: HandHelping,
  },
]

/** What it takes to sit down at a table. */
export function JoinPolicyChoice({ restaurant }: { restaurant: FragmentType<typeof JoinPolicyFragment> }) {
  const { id, joinPolicy } = readFragment(JoinPolicyFragment, restaurant)
  const [{ fetching }, setJoinPolicy] = useMutation(SetJoinPolicy)
  const name = useId()

  async function choose(policy: JoinPolicy) {
    const { error } = await setJoinPolicy({ input: { restaurantId: id, joinPolicy: policy } })
    if (error)
      showToast({
        title: 'Nothing was changed',
        description: 'No answer from the server. Please try again.',
        tone: 'cancelled',
      })
  }

  return (
    <fieldset disabled={fetching} className="mt-8">
      <legend>
        <h2 className="text-3xl">Who may join a table</h2>
      </legend>
      <div className="mt-4 grid gap-3 md:grid-cols-3">
        {policies.map(({ policy, name: title, meaning, Icon }) => (
          <label
            key={policy}
            className={classNames(
              'flex cursor-pointer items-start gap-3.5 rounded-card border-2 bg-surface p-4 has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
              policy === joinPolicy ? 'border-brand' : 'border-line',
            )}
          >
            <input
              type="radio"
              name={name}
              value={policy}
              checked={policy === joinPolicy}
              onChange={() => choose(policy)}
              className="sr-only"
            />
            <Icon
              aria-hidden="true"
              className={classNames(
                'mt-0.5 size-7 shrink-0',
                policy === joinPolicy ? 'text-brand-ink' : 'text-ink-soft',
              )}
            />
            <span>
              <span className="block text-lg leading-tight font-bold">{title}</span>
              <span className="mt-1 block leading-snug text-ink-soft">{meaning}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
