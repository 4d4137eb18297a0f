import { LogIn, ScanQrCode } from 'lucide-react'
import { Link } from 'wouter'
import { buttonClasses } from '../../ui/button'
import { Logo } from '../../ui/logo'

/** The first page of a restaurant's own installation: guests come by the code on their table, so there is little to do here. */
export function Welcome() {
  return (
    <main className="grid min-h-dvh grid-rows-[1fr_auto] bg-[radial-gradient(120%_80%_at_50%_-10%,var(--color-brand-soft),transparent_65%)] px-6 py-8 text-center">
      <div className="m-auto max-w-lg animate-rise">
        <div className="relative mx-auto grid size-56 place-items-center rounded-sheet bg-surface shadow-lift">
          <ScanQrCode aria-hidden="true" className="size-32 text-brand" strokeWidth={1.25} />
          <img
            src="/images/dishes/burger.webp"
            alt=""
            className="absolute -top-8 -right-10 size-24 rotate-12 drop-shadow-xl"
          />
          <img
            src="/images/dishes/ramen-chilli.webp"
            alt=""
            className="absolute -bottom-8 -left-10 size-24 -rotate-6 drop-shadow-xl"
          />
        </div>
        <h1 className="mt-14 text-5xl">Scan the code at your table</h1>
        <p className="mt-4 text-xl text-ink-soft">
          Your phone's camera opens the menu. Order there, and watch it being cooked.
        </p>
      </div>
      <footer className="flex flex-wrap items-center justify-between gap-4 pt-8">
        <Logo />
        <Link href="/kitchen" className={buttonClasses('quiet')}>
          <LogIn aria-hidden="true" className="size-5" />
          Staff sign-in
        </Link>
      </footer>
    </main>
  )
}
