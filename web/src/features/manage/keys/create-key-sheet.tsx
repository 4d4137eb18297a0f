import { type FormEvent, useState } from 'react'
import { graphql } from '../../../gql'
import type { ApiKeyScope } from '../../../gql/graphql'
import { useAction } from '../../../graphql/use-action'
import { Button } from '../../../ui/button'
import { ChoiceField } from '../../../ui/choice-field'
import { Problem } from '../../../ui/problem'
import { Sheet } from '../../../ui/sheet'
import { TextField } from '../../../ui/text-field'
import { scopes as choices } from './scopes'

const CreateApiKey = graphql(`
  mutation ManageCreateApiKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) {
      __typename
      ... on CreateApiKeyPayload {
        secret
        apiKey {
          id
          name
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

type CreateKeySheetProps = {
  restaurantId: string
  onCreated: (key: { name: string; secret: string }) => void
  onClose: () => void
}

/** Asks who gets a key, and what for. */
export function CreateKeySheet({ restaurantId, onCreated, onClose }: CreateKeySheetProps) {
  const { run, busy, problemOf, problemBut } = useAction(CreateApiKey, {
    answerOf: ({ createApiKey }) => createApiKey,
    names: { name: 'The name' },
  })
  const [scopes, setScopes] = useState<ApiKeyScope[]>([])
  const [missing, setMissing] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name'))
    setMissing(scopes.length === 0)
    if (scopes.length === 0) return
    const done = await run({ input: { restaurantId, name, scopes } })
    if (done) onCreated({ name: done.apiKey.name, secret: done.secret })
  }

  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title="Create a key">
      <form onSubmit={submit} className="space-y-5 px-5 pt-3 pb-7">
        <TextField
          label="Name"
          hint="who will use it"
          name="name"
          autoComplete="off"
          placeholder="The till by the door"
          maxLength={80}
          required
          autoFocus
          error={problemOf('name')}
        />
        <ChoiceField
          legend="What it is good for"
          many
          choices={choices}
          value={scopes}
          onChange={(chosen) => {
            setScopes(chosen)
            setMissing(false)
          }}
          error={missing ? 'Choose at least one.' : undefined}
        />
        {problemBut('name') && <Problem>{problemBut('name')}</Problem>}
        <Button type="submit" size="lg" className="w-full" busy={busy}>
          Create the key
        </Button>
      </form>
    </Sheet>
  )
}
