import { Clock3, QrCode } from 'lucide-react'
import { type FormEvent, type ReactNode, useCallback, useState } from 'react'
import { type CombinedError, useMutation } from 'urql'
import { graphql } from '../../../gql'
import { retryAfter } from '../../../graphql/error-codes'
import { useRetryWhile } from '../../../graphql/query-view'
import { Button } from '../../../ui/button'
import { ErrorState } from '../../../ui/error-state'
import { Logo } from '../../../ui/logo'
import { Notice } from '../../../ui/notice'
import { TextField } from '../../../ui/text-field'
import { tooManyTries } from '../../../ui/too-many-tries'
import { rememberDevice } from './device-storage'

const StartTableSession = graphql(`
  mutation StartTableSession($input: StartTableSessionInput!) {
    startTableSession(input: $input) {
      __typename
      ... on StartTableSessionPayload {
        sessionToken
        tableSession { id }
      }
      ... on Error { code message }
    }
  }
`)

type Refusal = 'TableCodeInvalidError' | 'OrderingPausedError' | 'network' | 'fault' | { wait: number }

/** The first screen after the scan: an optional name, one tap, and the guest sits at the table. */
export function JoinTable({ tableCode, farewell }: { tableCode: string; farewell?: ReactNode }) {
  const [guestName, setGuestName] = useState('')
  const [nameError, setNameError] = useState<string>()
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [{ fetching }, startTableSession] = useMutation(StartTableSession)

  const join = useCallback(async () => {
    setNameError(undefined)
    const name = guestName.trim() || null
    const { data, error } = await startTableSession({ input: { tableCode, guestName: name } })
    const result = data?.startTableSession
    if (result?.__typename === 'StartTableSessionPayload')
      rememberDevice(tableCode, { sessionToken: result.sessionToken, guestName: name })
    else if (result?.__typename === 'InvalidInputError') {
      setNameError(result.message)
      setRefusal(null)
    } else setRefusal(result?.__typename ?? withoutAnswer(error))
  }, [guestName, startTableSession, tableCode])
  useRetryWhile(refusal === 'network', join)

  if (refusal) {
    return (
      <main className="grid min-h-dvh place-items-center">
        <JoinRefused refusal={refusal} onRetry={join} busy={fetching} />
      </main>
    )
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    void join()
  }

  return (
    <main className="relative isolate flex min-h-dvh flex-col justify-end overflow-hidden md:justify-center">
      <SetTable />
      <form
        onSubmit={submit}
        className="mx-auto w-full max-w-lg animate-rise space-y-5 rounded-t-sheet bg-surface px-6 pt-8 pb-[max(2rem,env(safe-area-inset-bottom))] shadow-lift md:rounded-sheet md:p-10"
      >
        <Logo />
        {farewell ?? (
          <div>
            <h1 className="text-5xl">{greeting(new Date())}</h1>
            <p className="mt-2 text-lg text-ink-soft">
              Your table is ready. Order when you like, and watch it being cooked.
            </p>
          </div>
        )}
        <TextField
          label="Your name"
          hint="optional"
          placeholder="So we know whose plate it is"
          autoComplete="given-name"
          maxLength={60}
          value={guestName}
          error={nameError}
          onChange={(event) => setGuestName(event.target.value)}
        />
        <Button type="submit" size="lg" busy={fetching} className="w-full">
          See the menu
        </Button>
      </form>
    </main>
  )
}

function withoutAnswer(error: CombinedError | undefined): Refusal {
  const wait = retryAfter(error?.graphQLErrors)
  if (wait !== undefined) return { wait }
  return error?.networkError ? 'network' : 'fault'
}

function JoinRefused({ refusal, onRetry, busy }: { refusal: Refusal; onRetry: () => void; busy: boolean }) {
  const retry = (
    <Button busy={busy} onClick={onRetry}>
      Try again
    </Button>
  )
  if (typeof refusal === 'object') {
    return (
      <Notice role="status" icon={<Clock3 className="size-12" />} title="One moment, please" actions={retry}>
        {tooManyTries(refusal.wait)}
      </Notice>
    )
  }
  switch (refusal) {
    case 'TableCodeInvalidError':
      return (
        <Notice
          role="alert"
          icon={<QrCode className="size-12" />}
          title="This code is not in use"
          actions={retry}
        >
          Please scan the code that is on your table now. If it brings you here again, the staff will gladly
          help.
        </Notice>
      )
    case 'OrderingPausedError':
      return (
        <Notice
          role="status"
          icon={<Clock3 className="size-12" />}
          title="One moment, please"
          actions={retry}
        >
          The kitchen takes no orders right now. Try again in a few minutes, or ask the staff.
        </Notice>
      )
    case 'network':
      return <ErrorState offline onRetry={onRetry} />
    case 'fault':
      return <ErrorState onRetry={onRetry} />
  }
}

function greeting(now: Date): string {
  const hour = now.getHours()
  if (hour >= 5 && hour < 11) return 'Good morning.'
  if (hour >= 11 && hour < 17) return 'Hello there.'
  return 'Good evening.'
}

/** Plates on cloths, seen from above: the picture behind the welcome. */
function SetTable() {
  return (
    <div aria-hidden="true" className="absolute inset-0 -z-10 bg-awning">
      <Plate className="-top-16 -left-20 size-80 bg-plate-butter" />
      <Plate className="top-10 right-[-5.5rem] size-72 bg-plate-pistachio md:size-96" />
      <Plate className="top-[15.5rem] left-[18%] size-52 bg-plate-blush md:top-auto md:bottom-[-4rem] md:left-[6%] md:size-80" />
      <Plate className="hidden bg-plate-lilac md:right-[12%] md:bottom-[-7rem] md:block md:size-72" />
    </div>
  )
}

function Plate({ className }: { className: string }) {
  return (
    <div className={`absolute rounded-full shadow-lift ${className}`}>
      <div className="absolute inset-[11%] rounded-full border-[3px] border-ink/10 bg-white/25" />
    </div>
  )
}
