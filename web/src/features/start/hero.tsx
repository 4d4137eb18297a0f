import type { ReactNode } from 'react'
import { Logo } from '../../ui/logo'

const dishes = [
  {
    file: 'ramen-chilli',
    place: 'top-4 right-[1%] size-20 rotate-6 sm:top-6 sm:size-36 lg:top-4 lg:right-[16%] lg:size-32',
  },
  {
    file: 'burger',
    place: 'max-sm:hidden top-36 right-[4%] size-32 -rotate-6 lg:top-14 lg:right-[8%] lg:size-26',
  },
  { file: 'pizza', place: 'max-lg:hidden top-4 right-[3%] size-20 rotate-12' },
  { file: 'shaved-ice', place: 'max-xl:hidden top-20 right-[27%] size-20 rotate-3' },
] as const

/** What this is, in one breath. `children` is what one can do about it. */
export function Hero({ children }: { children?: ReactNode }) {
  return (
    <header className="relative bg-[radial-gradient(90%_120%_at_85%_0%,var(--color-brand-soft),transparent_65%)]">
      <div aria-hidden="true" className="mx-auto max-w-7xl">
        {dishes.map(({ file, place }) => (
          <img
            key={file}
            src={`/images/dishes/${file}.webp`}
            alt=""
            className={`pointer-events-none absolute drop-shadow-xl select-none ${place}`}
          />
        ))}
      </div>
      <div className="relative mx-auto max-w-7xl px-5 pt-6 pb-9 lg:px-8 lg:pt-5 lg:pb-5">
        <Logo />
        <h1 className="mt-9 animate-rise text-5xl sm:text-7xl lg:mt-3 lg:text-5xl">
          Scan. Order. <br className="lg:hidden" />
          Watch it cook.
        </h1>
        <p className="mt-4 max-w-xl animate-rise text-xl leading-snug text-ink-soft lg:mt-2 lg:max-w-2xl lg:text-lg">
          The guest orders, the kitchen rings at once, and both see the same order, live.
        </p>
        {children}
      </div>
    </header>
  )
}
