import { CircleCheckBig, Soup, Users } from 'lucide-react'

/** What has a button of its own: in the header, or on a phone in the sheet "More". */
export const panels = [
  { panel: 'tables', name: 'Tables', Icon: Users },
  { panel: 'menu', name: 'Menu', Icon: Soup },
  { panel: 'done', name: 'Done', Icon: CircleCheckBig },
] as const

/** What can be opened over the board. */
export type Panel = (typeof panels)[number]['panel'] | 'more'
