import type { ReactNode } from 'react'

/** A moment of its own: one thing in the middle of the whole screen. */
export function FullScreen({ children }: { children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center overflow-y-auto bg-[radial-gradient(120%_80%_at_50%_-10%,var(--color-brand-soft),transparent_60%)] px-5 py-8">
      <div className="w-full max-w-md animate-rise">{children}</div>
    </main>
  )
}

/** The product's sign, above what one is asked to do. */
export function Sign({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-7 text-center">
      <img src="/favicon.svg" alt="" className="mx-auto size-18" />
      <h1 className="mt-5 text-4xl">{title}</h1>
      {children && <p className="mt-2 text-lg text-balance text-ink-soft">{children}</p>}
    </div>
  )
}
