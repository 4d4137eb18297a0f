import { UtensilsCrossed } from 'lucide-react'
import { classNames } from '../../../ui/class-names'

type DishPictureProps = {
  imageUrl: string | null | undefined
  /** The cloth's colour class. */
  cloth: string
  dimmed?: boolean
  eager?: boolean
  className?: string
}

/** A dish on a plate on a coloured cloth, lit from above. The name stands beside it, so it says nothing itself. */
export function DishPicture({ imageUrl, cloth, dimmed = false, eager = false, className }: DishPictureProps) {
  return (
    <div
      aria-hidden="true"
      className={classNames(
        '@container-[size] relative isolate grid place-items-center overflow-hidden',
        cloth,
        dimmed && 'grayscale',
        className,
      )}
    >
      <div className="absolute inset-0 bg-[radial-gradient(circle_at_30%_15%,rgb(255_255_255/0.5),transparent_60%)] dark:opacity-25" />
      <div className="relative grid size-[88cqmin] place-items-center rounded-full bg-white/75 shadow-[0_6px_14px_-4px_rgb(43_23_34/0.35)] dark:bg-white/12">
        <div className="absolute inset-[9%] rounded-full border-2 border-ink/6 dark:border-white/10" />
        {imageUrl ? (
          <img
            src={imageUrl}
            alt=""
            loading={eager ? 'eager' : 'lazy'}
            decoding="async"
            className={classNames(
              'relative size-[82%] object-contain drop-shadow-[0_8px_6px_rgb(43_23_34/0.3)]',
              dimmed && 'opacity-60',
            )}
          />
        ) : (
          <UtensilsCrossed className="relative size-1/3 text-ink/40" strokeWidth={1.5} />
        )}
      </div>
    </div>
  )
}
