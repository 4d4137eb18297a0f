import { useState } from 'react'
import { type FragmentType, graphql, readFragment } from '../../../gql'
import type { JoinPolicy } from '../../../gql/graphql'
import { useAction } from '../../../graphql/use-action'
import { Card } from '../../../ui/card'
import { ChoiceField } from '../../../ui/choice-field'
import { joinPolicies } from './join-policies'

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

/** What it takes to sit down at a table. A touch sets it. */
export function JoinPolicyChoice({ restaurant }: { restaurant: FragmentType<typeof JoinPolicyFragment> }) {
  const { id, joinPolicy } = readFragment(JoinPolicyFragment, restaurant)
  const { run, problem } = useAction(SetJoinPolicy, { answerOf: ({ setJoinPolicy }) => setJoinPolicy })
  const [wanted, setWanted] = useState<JoinPolicy | null>(null)

  async function choose(policy: JoinPolicy) {
    setWanted(policy)
    await run({ input: { restaurantId: id, joinPolicy: policy } })
    setWanted(null)
  }

  return (
    <Card className="p-6">
      <ChoiceField
        legend={<h2 className="mb-2 text-2xl">Who may join a table</h2>}
        choices={joinPolicies}
        value={[wanted ?? joinPolicy]}
        onChange={([policy]) => policy && wanted === null && choose(policy)}
        error={problem?.words}
      />
    </Card>
  )
}
