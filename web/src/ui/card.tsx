import type { ComponentProps } from 'react'
import { classNames } from './class-names'

/** A surface that groups what belongs together. It sets no padding. */
export function Card({ className, ...rest }: ComponentProps<'div'>) {
  return <div {...rest} className={classNames('rounded-card bg-surface shadow-card', className)} />
}
