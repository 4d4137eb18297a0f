import { Search } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useClient, useQuery } from 'urql'
import { graphql } from '../../../gql'
import type { KitchenMenuQuery } from '../../../gql/graphql'
import { QueryView } from '../../../graphql/query-view'
import { classNames } from '../../../ui/class-names'
import { EmptyState } from '../../../ui/empty-state'
import { SegmentedControl } from '../../../ui/segmented-control'
import { Sheet } from '../../../ui/sheet'
import { Skeleton } from '../../../ui/skeleton'
import { Switch } from '../../../ui/switch'
import { TextField } from '../../../ui/text-field'
import { showToast } from '../../../ui/toast'
import { searchMenu } from './menu-search'

const MenuQuery = graphql(`
  query KitchenMenu($slug: String!) {
    restaurant(slug: $slug) {
      id
      menu {
        categories {
          id
          name
          items {
            id
            name
            isAvailable
            imageUrl
          }
        }
      }
    }
  }
`)

const SetAvailability = graphql(`
  mutation KitchenSetAvailability($input: SetMenuItemAvailabilityInput!) {
    setMenuItemAvailability(input: $input) {
      menuItem {
        id
        isAvailable
      }
    }
  }
`)

type Category = NonNullable<KitchenMenuQuery['restaurant']>['menu']['categories'][number]
type Item = Category['items'][number]

type MenuSheetProps = { slug: string; offline: boolean; onClose: () => void }

/** Takes dishes off the menu when they run out, and puts them back. */
export function MenuSheet({ slug, offline, onClose }: MenuSheetProps) {
  const [result, execute] = useQuery({
    query: MenuQuery,
    variables: { slug },
    requestPolicy: 'cache-and-network',
  })
  const reload = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute])
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title="Menu">
      <div className="min-h-[60dvh] px-5 pt-3 pb-6">
        <QueryView result={result} retry={reload} skeleton={<Skeleton className="h-80" />}>
          {({ restaurant }) => <MenuItems categories={restaurant?.menu.categories ?? []} offline={offline} />}
        </QueryView>
      </div>
    </Sheet>
  )
}

function MenuItems({ categories, offline }: { categories: readonly Category[]; offline: boolean }) {
  const [query, setQuery] = useState('')
  const [show, setShow] = useState<'all' | 'off'>('all')
  const { shown, isBusy, set } = useAvailability()
  const off = categories.flatMap((category) => category.items).filter((item) => !shown(item)).length
  const found = searchMenu(
    categories.map((category) => ({
      ...category,
      items: category.items.map((item) => ({ ...item, isAvailable: shown(item) })),
    })),
    { query, onlyOff: show === 'off' },
  )
  return (
    <>
      <div className="sticky top-18 z-5 -mx-5 space-y-3 bg-surface px-5 pt-1 pb-3">
        <div className="relative">
          <TextField
            label="Find a dish"
            type="search"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
          <Search
            aria-hidden="true"
            className="pointer-events-none absolute right-4 bottom-4 size-6 text-ink-soft"
          />
        </div>
        <SegmentedControl
          label="Which dishes"
          value={show}
          onChange={setShow}
          segments={[
            { value: 'all', label: 'All' },
            { value: 'off', label: `Off the menu (${off})` },
          ]}
        />
      </div>
      {found.map((category) => (
        <section key={category.id} aria-label={category.name} className="mt-3">
          <h3 className="mb-1 text-lg text-ink-soft">{category.name}</h3>
          <ul className="divide-y divide-line">
            {category.items.map((item) => (
              <li key={item.id} className="flex min-h-16 items-center gap-3 py-1">
                {item.imageUrl && (
                  <img
                    src={item.imageUrl}
                    alt=""
                    loading="lazy"
                    className={classNames('size-11', !item.isAvailable && 'opacity-40 grayscale')}
                  />
                )}
                <span className="min-w-0 flex-1 leading-tight">
                  <span className="block text-lg font-semibold">{item.name}</span>
                  {!item.isAvailable && <span className="font-bold text-cancelled-ink">Off the menu</span>}
                </span>
                <Switch
                  label={`${item.name} on the menu`}
                  checked={item.isAvailable}
                  disabled={offline || isBusy(item)}
                  onChange={(isAvailable) => set(item, isAvailable)}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {found.length === 0 && (
        <EmptyState title={query ? 'No such dish' : 'Everything is on'}>
          {query ? 'Try fewer letters.' : 'Nothing has run out.'}
        </EmptyState>
      )}
    </>
  )
}

/** Switches at once, and back with a word if the server refuses. */
function useAvailability() {
  const client = useClient()
  const [pending, setPending] = useState<ReadonlyMap<string, boolean>>(new Map())

  async function set(item: Pick<Item, 'id' | 'name'>, isAvailable: boolean) {
    setPending((before) => new Map(before).set(item.id, isAvailable))
    const input = { menuItemId: item.id, isAvailable }
    const { error } = await client.mutation(SetAvailability, { input }).toPromise()
    setPending((before) => new Map([...before].filter(([id]) => id !== item.id)))
    if (error)
      showToast({
        title: `${item.name} was not changed`,
        description: error.networkError
          ? 'No answer from the server. Please try again.'
          : 'Your role may not change the menu. Ask a manager.',
        tone: 'cancelled',
      })
  }

  return {
    shown: (item: Item) => pending.get(item.id) ?? item.isAvailable,
    isBusy: (item: Pick<Item, 'id'>) => pending.has(item.id),
    set,
  }
}
