import { create } from 'qrcode'
import { useMemo } from 'react'
import { qrPath } from './qr-path'

/** Modules of white around a code without which many scanners do not find it. */
const QUIET_ZONE = 3

/** A QR code as SVG: dark on white in both colour schemes, since not every scanner reads it the other way round. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const { modules } = create(text, { errorCorrectionLevel: 'M' })
    return { size: modules.size, path: qrPath(modules) }
  }, [text])
  const edge = size + 2 * QUIET_ZONE
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${edge} ${edge}`}
      shapeRendering="crispEdges"
      className="block w-full rounded-control bg-white"
    >
      <path d={path} fill="#2b1722" />
    </svg>
  )
}
