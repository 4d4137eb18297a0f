import { BellRing, ChevronRight, ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ViewerKind } from '../../../gql/graphql'
import { Button, buttonClasses } from '../../../ui/button'
import { SegmentedControl } from '../../../ui/segmented-control'
import { Sheet } from '../../../ui/sheet'
import { Switch } from '../../../ui/switch'
import { setTheme, useTheme } from '../../../ui/theme'
import type { Abilities } from '../entry/abilities'
import { LeaveButton } from '../entry/leave-button'
import { type Panel, panelsFor } from './panels'

type MoreSheetProps = {
  kind: ViewerKind
  abilities: Abilities
  slug: string
  soundOn: boolean
  staysAwake: boolean
  isPaused: boolean
  /** Without a connection, or while the server is being asked. */
  pauseDisabled: boolean
  onPause: (isPaused: boolean) => void
  onTestBell: () => void
  onOpen: (panel: Panel) => void
  onEndShift: () => void
  onSignOut: () => void
  onClose: () => void
}

/** What one needs a few times in a shift; on a phone also the panels that have no room in the header. */
export function MoreSheet(props: MoreSheetProps) {
  const { abilities } = props
  const theme = useTheme()
  return (
    <Sheet open onOpenChange={(open) => !open && props.onClose()} title="More">
      <div className="space-y-6 px-5 pt-4 pb-7">
        <nav aria-label="Panels" className="space-y-2 md:hidden">
          {panelsFor(abilities).map(({ panel, name, Icon }) => (
            <button
              key={panel}
              type="button"
              onClick={() => props.onOpen(panel)}
              className="flex min-h-16 w-full items-center gap-3 rounded-control bg-sunken px-4 text-lg font-bold"
            >
              <Icon aria-hidden="true" />
              <span className="flex-1 text-left">{name}</span>
              <ChevronRight aria-hidden="true" className="size-6 text-ink-soft" />
            </button>
          ))}
        </nav>
        {abilities.pauseOrdering && (
          <Setting
            name="Take orders"
            hint={
              props.isPaused ? 'Paused: guests cannot order.' : 'Switch off when the kitchen cannot keep up.'
            }
          >
            <Switch
              label="Take orders"
              checked={!props.isPaused}
              disabled={props.pauseDisabled}
              onChange={(takesOrders) => props.onPause(!takesOrders)}
            />
          </Setting>
        )}
        <Setting
          name="Bell"
          hint={
            props.soundOn ? 'Sound is on. Too quiet? Turn up the device.' : 'Sound is off: tap to turn it on.'
          }
        >
          <Button variant="secondary" onClick={props.onTestBell}>
            <BellRing aria-hidden="true" className="size-5" />
            Ring it
          </Button>
        </Setting>
        <Setting
          name="Screen"
          hint={
            props.staysAwake
              ? 'It stays on during the shift.'
              : 'This browser may let it fall asleep. Set the device to never turn off its display.'
          }
        />
        <Setting name="Colours">
          <SegmentedControl
            label="Colours"
            value={theme}
            onChange={setTheme}
            segments={[
              { value: 'system', label: 'Auto' },
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
          />
        </Setting>
        {abilities.office && <OfficeLink office={abilities.office} slug={props.slug} />}
        <div className="grid gap-3 sm:grid-cols-2">
          <Button variant="secondary" size="lg" onClick={props.onEndShift}>
            End shift
          </Button>
          <LeaveButton kind={props.kind} variant="danger" size="lg" onLeave={props.onSignOut} />
        </div>
      </div>
    </Sheet>
  )
}

function Setting({ name, hint, children }: { name: string; hint?: string; children?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <div className="min-w-40 flex-1">
        <p className="text-lg leading-tight font-bold">{name}</p>
        {hint && <p className="mt-0.5 leading-snug text-ink-soft">{hint}</p>}
      </div>
      {children}
    </div>
  )
}

/** In a tab of its own: this one has to go on ringing. */
function OfficeLink({ office, slug }: { office: 'manage' | 'account'; slug: string }) {
  return (
    <Setting
      name={office === 'manage' ? 'Staff, tablets and more' : 'My account'}
      hint="Opens in a new tab; this one goes on ringing."
    >
      <a
        href={office === 'manage' ? `/manage?restaurant=${slug}` : `/manage/account?restaurant=${slug}`}
        target="_blank"
        rel="noopener"
        className={buttonClasses('secondary')}
      >
        <ExternalLink aria-hidden="true" className="size-5" />
        {office === 'manage' ? 'Manage' : 'Open'}
      </a>
    </Setting>
  )
}
