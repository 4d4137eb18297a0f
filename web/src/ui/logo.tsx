/** The name with its mark, a cloche. */
export function Logo() {
  return (
    <span className="inline-flex items-center gap-2.5 font-display text-xl font-extrabold tracking-tight">
      <svg aria-hidden="true" viewBox="0 0 64 64" className="size-9 rounded-xl bg-brand">
        <path d="M12 42a20 20 0 0 1 40 0Z" className="fill-on-brand" />
        <rect x="8" y="44" width="48" height="6" rx="3" className="fill-saffron" />
        <circle cx="32" cy="18" r="4" className="fill-on-brand" />
      </svg>
      MenuMate
    </span>
  )
}
