import { useCallback, useEffect, useState } from 'react'
import { useClient, useQuery } from 'urql'
import { graphql } from '../../gql'
import type { KitchenViewerQuery, StaffRole } from '../../gql/graphql'
import { socket } from '../../graphql/client'
import { QueryView } from '../../graphql/query-view'
import { roleName } from '../../graphql/staff-roles'
import { useSignOut } from '../../graphql/use-sign-out'
import { Skeleton } from '../../ui/skeleton'
import { showToast } from '../../ui/toast'
import { KitchenBoard } from './board/kitchen-board'
import { abilitiesOf } from './entry/abilities'
import { PairTablet } from './entry/pair-tablet'
import { RestaurantChoice } from './entry/restaurant-choice'
import { loadShift, saveShift } from './entry/shift'
import { ShiftEnded, TabletUnpaired } from './entry/shift-ended'
import { type DemoAccount, SignIn } from './entry/sign-in'
import { StartShift } from './entry/start-shift'
import { createBell } from './sound/bell'
import { createScreenWakeLock } from './sound/wake-lock'

const ViewerQuery = graphql(`
  query KitchenViewer {
    viewer {
      id
      kind
      name
      memberships {
        role
        permissions
        restaurant {
          id
          slug
          name
        }
      }
    }
    demo {
      restaurants {
        restaurant {
          id
          slug
          name
        }
        staff {
          email
          password
          role
        }
      }
    }
  }
`)

/** `/kitchen`: sign in or pair, choose the restaurant if there are several, start the shift, cook. `?restaurant=<slug>` chooses. */
export default function KitchenPage() {
  const client = useClient()
  const [result, execute] = useQuery({ query: ViewerQuery })
  const retry = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute])
  const refresh = useCallback(
    () => client.query(ViewerQuery, {}, { requestPolicy: 'network-only' }).toPromise(),
    [client],
  )
  return (
    <>
      {/* The board below puts its own, with its news, before it. */}
      <title>Kitchen · MenuMate</title>
      <QueryView
        result={result}
        retry={retry}
        skeleton={<Opening />}
        advice="This screen cannot reach the kitchen. We keep trying; use another screen until it is back."
      >
        {(data) => <Kitchen data={data} onRefresh={refresh} />}
      </QueryView>
    </>
  )
}

type KitchenProps = {
  data: KitchenViewerQuery
  onRefresh: () => Promise<{ data?: KitchenViewerQuery | undefined }>
}

function Kitchen({ data: latest, onRefresh }: KitchenProps) {
  const [bell] = useState(() => createBell())
  const [wakeLock] = useState(createScreenWakeLock)
  const [wantedSlug] = useState(() => new URLSearchParams(location.search).get('restaurant'))
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [shiftId, setShiftId] = useState(loadShift)
  const [refused, setRefused] = useState(false)
  const [pairing, setPairing] = useState(false)
  const signOut = useSignOut(() => saveShift(null))

  function changeShift(restaurantId: string | null) {
    saveShift(restaurantId)
    setShiftId(restaurantId)
    if (restaurantId === null) wakeLock.release()
  }

  // A shift that the viewer has lost ends loudly, as whose it was.
  const [data, setData] = useState(latest)
  const lost = shiftId !== null && roleIn(data, shiftId) !== undefined && !roleIn(latest, shiftId)
  if (!lost && data !== latest) setData(latest)
  const ended = refused || lost

  useEffect(
    () =>
      socket.onRightsChanged(async () => {
        const { data: changed } = await onRefresh()
        const role = changed && shiftId && roleIn(changed, shiftId)
        if (role && role !== roleIn(data, shiftId))
          showToast({
            title: `You work here as ${roleName(role)} now`,
            description: 'This screen shows what you may do from now on.',
          })
      }),
    [data, shiftId, onRefresh],
  )

  async function enterAgain() {
    const { data: fresh } = await onRefresh()
    if (fresh) setData(fresh)
    setRefused(false)
    setPairing(false)
  }

  if (ended && data.viewer?.kind !== 'DEVICE')
    return (
      <ShiftEnded
        bell={bell}
        onContinue={() => {
          changeShift(null)
          void enterAgain()
        }}
      />
    )
  if (ended || pairing)
    return (
      <PairTablet
        notice={ended && <TabletUnpaired bell={bell} />}
        // Let in again, a tablet goes on with its shift.
        onPaired={enterAgain}
        onSignIn={() => void enterAgain()}
      />
    )

  const workplaces = data.viewer?.memberships ?? []
  const fitting = wantedSlug
    ? workplaces.filter(({ restaurant }) => restaurant.slug === wantedSlug)
    : workplaces
  if (!data.viewer || fitting.length === 0) {
    return (
      <SignIn
        demoAccounts={demoAccounts(data.demo, wantedSlug)}
        notice={data.viewer && <WrongAccount name={data.viewer.name} />}
        onSignedIn={onRefresh}
        onPair={data.viewer ? undefined : () => setPairing(true)}
      />
    )
  }

  const [only] = fitting.length === 1 ? fitting : []
  const current = only ?? fitting.find(({ restaurant }) => restaurant.id === (chosenId ?? shiftId))
  if (!current) return <RestaurantChoice workplaces={fitting} onChoose={setChosenId} />
  const { restaurant, permissions } = current
  const { kind } = data.viewer
  if (shiftId !== restaurant.id)
    return (
      <StartShift
        restaurantName={restaurant.name}
        kind={kind}
        bell={bell}
        wakeLock={wakeLock}
        onStart={() => changeShift(restaurant.id)}
        onSignOut={signOut}
      />
    )
  return (
    <KitchenBoard
      key={restaurant.id}
      restaurantId={restaurant.id}
      kind={kind}
      abilities={abilitiesOf(kind, permissions)}
      bell={bell}
      wakeLock={wakeLock}
      onDenied={() => setRefused(true)}
      onEndShift={() => {
        setChosenId(null)
        changeShift(null)
      }}
      onSignOut={signOut}
    />
  )
}

/** What the viewer is in a restaurant; a paired tablet is one of its kitchen. */
function roleIn({ viewer }: KitchenViewerQuery, restaurantId: string): StaffRole | undefined {
  return viewer?.memberships.find(({ restaurant }) => restaurant.id === restaurantId)?.role
}

/** The kitchens a visitor of a demo may walk into; the wanted one alone, if one is wanted. */
function demoAccounts(demo: KitchenViewerQuery['demo'], wantedSlug: string | null): DemoAccount[] {
  const all = demo?.restaurants ?? []
  const wanted = all.filter(({ restaurant }) => restaurant.slug === wantedSlug)
  return (wanted.length > 0 ? wanted : all).flatMap(({ restaurant, staff }) =>
    staff
      .filter(({ role }) => role === 'KITCHEN')
      .map(({ email, password }) => ({
        label: `Try the demo: ${restaurant.name}`,
        email,
        password,
      })),
  )
}

function WrongAccount({ name }: { name: string }) {
  return (
    <p
      role="status"
      className="mb-5 rounded-control bg-pending-soft px-4 py-3 font-semibold text-pending-ink"
    >
      You are signed in as {name}, who does not work in this restaurant.
    </p>
  )
}

function Opening() {
  return (
    <main aria-busy="true" aria-label="Opening the kitchen" className="grid h-dvh gap-4 p-4 md:grid-cols-3">
      <Skeleton className="h-full" />
      <Skeleton className="h-full max-md:hidden" />
      <Skeleton className="h-full max-md:hidden" />
    </main>
  )
}
