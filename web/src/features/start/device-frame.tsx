import { type ReactNode, useEffect, useRef, useState } from 'react'

type DeviceFrameProps = {
  /** What the device shows, for screen readers. */
  title: string
  src: string
  /** The device's own screen, in CSS pixels; it is scaled to the room there is. */
  width: number
  height: number
  /** The bezel and its corners. */
  bezel: string
  /** The screen's corners, inside the bezel. */
  screen: string
  caption: ReactNode
  /** The width of the whole. */
  className: string
}

/** A page of ours, running, on a drawn device. */
export function DeviceFrame({
  title,
  src,
  width,
  height,
  bezel,
  screen,
  caption,
  className,
}: DeviceFrameProps) {
  const room = useRef<HTMLDivElement>(null)
  const [scale, setScale] = useState(0)
  useEffect(() => {
    if (!room.current) return
    const observer = new ResizeObserver(([entry]) => setScale((entry?.contentRect.width ?? 0) / width))
    observer.observe(room.current)
    return () => observer.disconnect()
  }, [width])
  return (
    <figure className={className}>
      <div className={`bg-(--bezel) shadow-lift [--bezel:light-dark(#1b1117,#4a3844)] ${bezel}`}>
        <div
          ref={room}
          className="relative overflow-hidden bg-canvas"
          style={{ aspectRatio: `${width} / ${height}` }}
        >
          {scale > 0 && (
            <iframe
              title={title}
              src={src}
              allow="autoplay; screen-wake-lock"
              style={{ width, height, transform: `scale(${scale})` }}
              className="absolute top-0 left-0 origin-top-left border-0"
            />
          )}
          {/* Rounds the screen by covering its corners: browsers clip a scaled iframe to a curve with gaps. */}
          <span
            aria-hidden="true"
            className={`pointer-events-none absolute inset-0 shadow-[0_0_0_2rem_var(--bezel)] ${screen}`}
          />
        </div>
      </div>
      <figcaption className="mt-4 flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        {caption}
      </figcaption>
    </figure>
  )
}
