import { ChevronRight, KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { graphql } from '../../../gql'
import type { ManageApiKeysQuery } from '../../../gql/graphql'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { EmptyState } from '../../../ui/empty-state'
import { Rows } from '../rows'
import { SectionBody, SectionHead, type SectionProps, useSection } from '../section'
import { ShownOnceDialog } from '../shown-once-dialog'
import { CreateKeySheet } from './create-key-sheet'
import { KeyRow } from './key-row'

const ApiKeysQuery = graphql(`
  query ManageApiKeys($slug: String!) {
    restaurant(slug: $slug) {
      id
      apiKeys {
        id
        name
        prefix
        scopes
        createdBy
        createdAt
        lastUsedAt
        revokedAt
      }
    }
  }
`)

/** What is known of a key once its secret has been shown. */
export type ApiKey = NonNullable<ManageApiKeysQuery['restaurant']>['apiKeys'][number]

/** The keys by which partners' programs come in. */
export function KeysSection({ membership, onDenied }: SectionProps) {
  const { restaurant } = membership
  const { result, reload } = useSection(ApiKeysQuery, { slug: restaurant.slug })
  const [creating, setCreating] = useState(false)
  const [created, setCreated] = useState<{ name: string; secret: string } | null>(null)
  return (
    <>
      <SectionHead
        title="API keys"
        intro="For tills, delivery services and other programs. One each, good for no more than it needs."
        action={
          <Button size="lg" onClick={() => setCreating(true)}>
            <Plus aria-hidden="true" className="size-5" />
            Create a key
          </Button>
        }
      />
      <SectionBody result={result} reload={reload} onDenied={onDenied}>
        {({ apiKeys }) => {
          const live = apiKeys.filter(({ revokedAt }) => !revokedAt)
          const revoked = apiKeys.filter(({ revokedAt }) => revokedAt)
          return (
            <>
              {live.length === 0 ? (
                <Card>
                  <EmptyState icon={<KeyRound className="size-12" strokeWidth={1.75} />} title="No keys">
                    No program but MenuMate itself reads your orders.
                  </EmptyState>
                </Card>
              ) : (
                <Rows label="API keys">
                  {live.map((key) => (
                    <KeyRow key={key.id} apiKey={key} timeZone={restaurant.timeZone} onChanged={reload} />
                  ))}
                </Rows>
              )}
              {revoked.length > 0 && (
                <details className="group mt-6">
                  <summary className="flex min-h-12 w-fit cursor-pointer items-center gap-2 px-1 text-lg font-semibold text-ink-soft">
                    <ChevronRight aria-hidden="true" className="size-5 group-open:rotate-90" />
                    Revoked ({revoked.length})
                  </summary>
                  <div className="mt-2">
                    <Rows label="Revoked API keys">
                      {revoked.map((key) => (
                        <KeyRow key={key.id} apiKey={key} timeZone={restaurant.timeZone} onChanged={reload} />
                      ))}
                    </Rows>
                  </div>
                </details>
              )}
            </>
          )
        }}
      </SectionBody>
      {creating && (
        <CreateKeySheet
          restaurantId={restaurant.id}
          onCreated={(key) => {
            setCreating(false)
            setCreated(key)
            reload()
          }}
          onClose={() => setCreating(false)}
        />
      )}
      {created && (
        <ShownOnceDialog
          title={`The key for ${created.name}`}
          description="Copy it now, to where passwords are kept. Nobody can show it again, not even we."
          label="API key"
          value={created.secret}
          confirmLabel="I have stored it"
          onTaken={() => setCreated(null)}
        />
      )}
    </>
  )
}
