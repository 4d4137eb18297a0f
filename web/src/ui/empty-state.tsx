import { UtensilsCrossed } from 'lucide-react'
import type { ReactNode } from 'react'
import { Notice } from './notice'

type EmptyStateProps = { icon?: ReactNode; title: string; children?: ReactNode; actions?: ReactNode }

/** Nothing here yet, and that is all right. */
export function EmptyState({ icon, ...rest }: EmptyStateProps) {
  return <Notice icon={icon ?? <UtensilsCrossed className="size-12" strokeWidth={1.75} />} {...rest} />
}
