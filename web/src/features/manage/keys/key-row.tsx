import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { graphql } from '../../../gql'
import { useAction } from '../../../graphql/use-action'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { ConfirmDialog } from '../../../ui/confirm-dialog'
import { Problem } from '../../../ui/problem'
import { formatAgo, formatDate, useNow } from '../../../ui/time'
import { Row } from '../rows'
import type { ApiKey } from './keys-section'
import { scopeNames } from './scopes'

const RevokeApiKey = graphql(`
  mutation ManageRevokeApiKey($input: RevokeApiKeyInput!) {
    revokeApiKey(input: $input) {
      apiKey {
        id
        revokedAt
      }
    }
  }
`)

type KeyRowProps = { apiKey: ApiKey; timeZone: string; onChanged: () => void }

/** A key: what it is good for, how it begins, when it was last used, and the end of it. */
export function KeyRow({ apiKey, timeZone, onChanged }: KeyRowProps) {
  const now = useNow()
  const revoke = useAction(RevokeApiKey, { answerOf: ({ revokeApiKey }) => revokeApiKey })
  const [asking, setAsking] = useState(false)
  const { id, name, prefix, scopes, createdBy, createdAt, lastUsedAt, revokedAt } = apiKey

  async function end() {
    if (await revoke.run({ input: { apiKeyId: id } })) onChanged()
  }

  return (
    <Row
      mark={<KeyRound className="size-6" />}
      title={name}
      muted={revokedAt !== null}
      facts={
        <>
          <span className="block">{scopeNames(scopes)}</span>
          <span className="block">
            <code className="rounded-md bg-sunken px-1.5 py-0.5 text-sm">{prefix}…</code>{' '}
            {lastUsedAt ? `last used ${formatAgo(lastUsedAt, now)}` : 'not used yet'}
          </span>
          <span className="block text-sm">
            Created {formatDate(createdAt, timeZone)} by {createdBy}
          </span>
        </>
      }
    >
      {revokedAt ? (
        <Badge tone="cancelled">revoked {formatDate(revokedAt, timeZone)}</Badge>
      ) : (
        <Button
          variant="danger"
          aria-label={`Revoke the key ${name}`}
          busy={revoke.busy}
          onClick={() => setAsking(true)}
        >
          Revoke
        </Button>
      )}
      {revoke.problem && <Problem>{revoke.problem.words}</Problem>}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Revoke ${name}?`}
        description="Whatever uses it stops within seconds, for good. To replace it, create the next key first."
        confirmLabel="Revoke it"
        destructive
        onConfirm={end}
      />
    </Row>
  )
}
