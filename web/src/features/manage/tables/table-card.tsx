import { Printer, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { type FragmentType, graphql, readFragment } from '../../../gql'
import { useAction } from '../../../graphql/use-action'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { ConfirmDialog } from '../../../ui/confirm-dialog'
import { Problem } from '../../../ui/problem'
import { QrCode } from '../../../ui/qr-code'
import { tableAddress } from '../../../ui/table-address'
import { showToast } from '../../../ui/toast'

const ManagedTable = graphql(`
  fragment ManagedTable on Table {
    id
    label
    code
  }
`)

const RotateTableCode = graphql(`
  mutation RotateTableCode($input: RotateTableCodeInput!) {
    rotateTableCode(input: $input) {
      table {
        id
        ...ManagedTable
      }
    }
  }
`)

type TableCardProps = {
  table: FragmentType<typeof ManagedTable>
  restaurantName: string
  origin: string
  onPrint: () => void
}

/** A table with its code: on the screen with what can be done about it, on paper as it stands on the table. */
export function TableCard({ table, restaurantName, origin, onPrint }: TableCardProps) {
  const { id, label, code } = readFragment(ManagedTable, table)
  const rotate = useAction(RotateTableCode, { answerOf: ({ rotateTableCode }) => rotateTableCode })
  const [confirming, setConfirming] = useState(false)
  const address = tableAddress(origin, code)

  async function renew() {
    if (!(await rotate.run({ input: { tableId: id } }))) return
    showToast({
      title: `${label} has a new code`,
      description: 'Print it, and take the old one away.',
      tone: 'ready',
    })
  }

  return (
    <Card
      data-table={label}
      className="flex h-full flex-col p-4 print:items-center print:rounded-none print:border print:border-line print:p-[6mm] print:text-center print:shadow-none"
    >
      <p className="mb-2 hidden text-base font-semibold print:block">{restaurantName}</p>
      <div className="w-full print:max-w-[62mm]">
        <QrCode text={address} label={`QR code of ${label}`} />
      </div>
      <h3 className="mt-3 text-2xl print:text-3xl">{label}</h3>
      <p className="mt-1 text-sm break-all text-ink-soft">{address.replace(/^https?:\/\//, '')}</p>
      <div className="mt-auto flex flex-col gap-2 pt-3 sm:flex-row sm:items-center print:hidden">
        <Button
          variant="secondary"
          busy={rotate.busy}
          onClick={() => setConfirming(true)}
          aria-label={`New code for ${label}`}
          className="flex-1 px-2 whitespace-nowrap"
        >
          {!rotate.busy && <RefreshCw aria-hidden="true" className="size-5 shrink-0" />}
          New code
        </Button>
        <Button
          variant="quiet"
          aria-label={`Print the code of ${label}`}
          title={`Print the code of ${label}`}
          onClick={onPrint}
          className="px-3"
        >
          <Printer aria-hidden="true" className="size-5" />
          <span className="sm:hidden">Print</span>
        </Button>
      </div>
      {rotate.problem && (
        <div className="mt-3 print:hidden">
          <Problem>{rotate.problem.words}</Problem>
        </div>
      )}
      <ConfirmDialog
        open={confirming}
        onOpenChange={setConfirming}
        title={`New code for ${label}?`}
        description="The printed one stops working at once: guests who scan it are asked to see the staff. Guests who sit there already stay."
        confirmLabel="Make a new code"
        onConfirm={renew}
      />
    </Card>
  )
}
