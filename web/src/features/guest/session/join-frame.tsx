import type { ReactNode } from 'react'
import { Logo } from '../../../ui/logo'

type JoinFrameProps = {
  /** Of the page, for the browser's tab. */
  title: string
  children: ReactNode
}

/** What stands before the table: a sheet over a table that is laid. */
export function JoinFrame({ title, children }: JoinFrameProps) {
  return (
    <main className="relative isolate flex min-h-dvh flex-col justify-end overflow-hidden md:justify-center">
      <title>{`${title} · MenuMate`}</title>
      <SetTable />
      <div className="mx-auto w-full max-w-lg animate-rise space-y-5 rounded-t-sheet bg-surface px-6 pt-8 pb-[max(2rem,env(safe-area-inset-bottom))] shadow-lift md:rounded-sheet md:p-10">
        <Logo />
        {children}
      </div>
    </main>
  )
}

/** What the sheet says first. */
export function JoinTitle({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h1 className="text-5xl">{title}</h1>
      <p className="mt-2 text-lg text-ink-soft">{children}</p>
    </div>
  )
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
