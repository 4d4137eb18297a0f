import { CircleCheckBig, Soup, Users } from 'lucide-react'
import type { Abilities } from '../entry/abilities'

const panels = [
  { panel: 'tables', name: 'Tables', Icon: Users },
  { panel: 'menu', name: 'Menu', Icon: Soup },
  { panel: 'done', name: 'Done', Icon: CircleCheckBig },
] as const

/** What can be opened over the board. */
export type Panel = (typeof panels)[number]['panel'] | 'more'

/** What has a button of its own: in the header, or on a phone in the sheet "More". */
export type PanelButton = (typeof panels)[number]

/** Those that are of use to this screen. */
export function panelsFor(abilities: Abilities): readonly PanelButton[] {
  return panels.filter(({ panel }) => panel !== 'menu' || abilities.changeMenu)
}
