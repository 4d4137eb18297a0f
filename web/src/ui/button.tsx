import type { ComponentProps } from 'react'
import { classNames } from './class-names'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 'md' | 'lg' | 'xl'

/** Those without a colour of their own take that of their surroundings, or a text colour in `className`. */
const variants: Record<ButtonVariant, string> = {
  primary: 'bg-brand text-on-brand hover:bg-brand-press',
  secondary: 'bg-surface border-2 border-line hover:border-line-strong',
  quiet: 'hover:bg-sunken',
  danger: 'bg-cancelled-soft text-cancelled-ink hover:brightness-95',
}

/** 48, 56 and 72 px high: a thumb, a wet thumb, a thumb at arm's length from a wall tablet. */
const sizes: Record<ButtonSize, string> = {
  md: 'min-h-12 px-5 text-base',
  lg: 'min-h-14 px-6 text-lg',
  xl: 'min-h-18 px-8 text-2xl',
}

type ButtonProps = ComponentProps<'button'> & {
  variant?: ButtonVariant
  size?: ButtonSize
  /** Work in progress: the button keeps its place and name but cannot be pressed. */
  busy?: boolean
}

/** The classes of a button, for links that look like one. */
export function buttonClasses(variant: ButtonVariant = 'primary', size: ButtonSize = 'md'): string {
  return classNames(
    'inline-flex items-center justify-center gap-2.5 rounded-control py-2 leading-tight font-semibold select-none',
    'transition-[background-color,border-color,transform,filter] duration-150 active:scale-[0.98]',
    'disabled:opacity-50 disabled:active:scale-100',
    variants[variant],
    sizes[size],
  )
}

/** A button at least 48 px high. */
export function Button({ variant, size, busy = false, className, disabled, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={classNames(buttonClasses(variant, size), className)}
    >
      {busy && <Spinner />}
      {children}
    </button>
  )
}

type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label'> & {
  /** What a screen reader says. */
  label: string
  variant?: ButtonVariant
}

/** A round 48 px button that shows only an icon. */
export function IconButton({ label, variant = 'quiet', className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={classNames(
        'inline-grid size-12 shrink-0 place-items-center rounded-full transition-[background-color,transform] duration-150',
        'active:scale-95 disabled:opacity-40 disabled:active:scale-100',
        variants[variant],
        className,
      )}
    >
      {children}
    </button>
  )
}

function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="size-5 animate-spin rounded-full border-[3px] border-current border-r-transparent"
    />
  )
}
