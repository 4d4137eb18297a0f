import type { FormEvent } from 'react'
import { type FragmentType, graphql, readFragment } from '../../../gql'
import { useAction } from '../../../graphql/use-action'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Problem } from '../../../ui/problem'
import { TextField } from '../../../ui/text-field'
import { showToast } from '../../../ui/toast'

const UnseenAlarmFragment = graphql(`
  fragment UnseenAlarm on Restaurant {
    id
    acknowledgeWithinSeconds
  }
`)

const SetAcknowledgeWithin = graphql(`
  mutation ManageSetAcknowledgeWithin($input: SetAcknowledgeWithinInput!) {
    setAcknowledgeWithin(input: $input) {
      __typename
      ... on SetAcknowledgeWithinPayload {
        restaurant {
          id
          ...UnseenAlarm
        }
      }
      ... on InvalidInputError {
        path
      }
      ... on Error {
        message
      }
    }
  }
`)

/** After how long an order that no screen has shown raises the alarm on all of them. */
export function UnseenAlarm({ restaurant }: { restaurant: FragmentType<typeof UnseenAlarmFragment> }) {
  const { id, acknowledgeWithinSeconds } = readFragment(UnseenAlarmFragment, restaurant)
  const { run, busy, problemOf, problemBut } = useAction(SetAcknowledgeWithin, {
    answerOf: ({ setAcknowledgeWithin }) => setAcknowledgeWithin,
    names: { seconds: 'This' },
  })

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const seconds = Number(new FormData(event.currentTarget).get('seconds'))
    if (await run({ input: { restaurantId: id, seconds } }))
      showToast({ title: `The alarm comes after ${seconds} seconds`, tone: 'ready' })
  }

  return (
    <Card className="mt-8 p-6">
      <h2 className="text-2xl">Alarm for unseen orders</h2>
      <p className="mt-1 max-w-prose text-ink-soft">
        An order that no kitchen screen has shown after this long raises the alarm on all of them.
      </p>
      <form onSubmit={submit} className="mt-5 max-w-md space-y-4">
        <TextField
          key={acknowledgeWithinSeconds}
          label="Seconds until the alarm"
          hint="5 to 600"
          name="seconds"
          type="number"
          inputMode="numeric"
          min={5}
          max={600}
          step={1}
          required
          defaultValue={acknowledgeWithinSeconds}
          error={problemOf('seconds')}
        />
        {problemBut('seconds') && <Problem>{problemBut('seconds')}</Problem>}
        <Button type="submit" variant="secondary" busy={busy} className="max-sm:w-full">
          Set it
        </Button>
      </form>
    </Card>
  )
}
