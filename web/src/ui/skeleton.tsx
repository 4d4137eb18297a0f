import { classNames } from './class-names'

/** A grey shape where content is about to be; size it with classes. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div aria-hidden="true" className={classNames('animate-shimmer rounded-control bg-sunken', className)} />
  )
}
