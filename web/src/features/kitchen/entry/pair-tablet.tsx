import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { FullScreen, Sign } from '../../../ui/full-screen'
import { Problem } from '../../../ui/problem'
import { Skeleton } from '../../../ui/skeleton'
import { formatClock } from '../../../ui/time'
import { usePairing } from './use-pairing'

type PairTabletProps = {
  /** Something to say before. */
  notice?: ReactNode
  /** The cookie is set: find out whose tablet this is. */
  onPaired: () => Promise<unknown>
  onSignIn: () => void
}

/** Shows the code by which a manager lets this screen in, without anybody's password. */
export function PairTablet({ notice, onPaired, onSignIn }: PairTabletProps) {
  const { code, problem } = usePairing(onPaired)
  return (
    <FullScreen>
      {notice}
      <Sign title="Pair this tablet">It then stays in the kitchen, and needs nobody’s password.</Sign>
      <Card className="px-5 py-7 text-center">
        {code ? (
          <>
            <p className="font-semibold text-ink-soft">The code of this tablet</p>
            <Code characters={code.characters} />
            <p className="text-balance text-ink-soft">
              Good until {formatClock(code.expiresAt)}; then the next one comes by itself.
            </p>
          </>
        ) : (
          <Skeleton className="mx-auto h-32 w-full" />
        )}
        {problem && (
          <div className="mt-4">
            <Problem>{problem}</Problem>
          </div>
        )}
      </Card>
      <ol className="mx-auto mt-7 max-w-sm list-decimal space-y-2 pl-6 text-lg text-ink-soft marker:font-bold marker:text-brand-ink">
        <li>
          A manager opens <strong className="text-ink">{location.host}/manage/tablets</strong> on their own
          device.
        </li>
        <li>They choose “Let a tablet in” and type the code.</li>
        <li>This screen goes on by itself.</li>
      </ol>
      <div className="mt-6 text-center">
        <Button variant="quiet" onClick={onSignIn} className="text-ink-soft">
          <ArrowLeft aria-hidden="true" className="size-5" />
          Sign in instead
        </Button>
      </div>
    </FullScreen>
  )
}

/** In two groups, as people read codes to each other, and spelt out for a screen reader. */
function Code({ characters }: { characters: string }) {
  const half = characters.length / 2
  return (
    <p
      data-pairing-code={characters}
      role="img"
      aria-label={[...characters].join(' ')}
      className="my-4 flex flex-wrap justify-center gap-x-[0.4em] font-display text-[clamp(2.5rem,11vw,3.5rem)] leading-tight font-extrabold tracking-[0.08em] text-brand-ink tabular-nums"
    >
      <span>{characters.slice(0, half)}</span>
      <span>{characters.slice(half)}</span>
    </p>
  )
}
