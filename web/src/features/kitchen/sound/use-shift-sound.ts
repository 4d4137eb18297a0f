import { useEffect, useSyncExternalStore } from 'react'
import type { Bell, SoundState } from './bell'
import type { WakeLock } from './wake-lock'

/** Not as often as the bell: it tells the kitchen, it should not drive it out. */
const WARN_EVERY_MS = 20_000

/** The sound's state, followed live. */
export function useSound(bell: Bell): SoundState {
  return useSyncExternalStore(bell.subscribe, bell.get)
}

/** Whether the screen is kept on, followed live. */
export function useStaysAwake(wakeLock: WakeLock): boolean {
  return useSyncExternalStore(wakeLock.subscribe, wakeLock.isHeld)
}

/** Every tap anywhere brings back sound and wake lock if the system has taken them; only taps are allowed to. */
export function useRearmOnTap(bell: Bell, wakeLock: WakeLock): void {
  useEffect(() => {
    const rearm = () => {
      if (!bell.get().isOn) void bell.arm()
      wakeLock.keep()
    }
    // Not in the capture phase: the banner that offers the sound would be gone before its own click reached it.
    document.addEventListener('click', rearm)
    document.addEventListener('keydown', rearm)
    return () => {
      document.removeEventListener('click', rearm)
      document.removeEventListener('keydown', rearm)
    }
  }, [bell, wakeLock])
}

/** While `wrong`, warns at once and again now and then, until somebody touches the screen. */
export function useWarning(bell: Bell, wrong: boolean): void {
  useEffect(() => {
    if (!wrong) return
    bell.warn()
    const timer = setInterval(bell.warn, WARN_EVERY_MS)
    const quiet = () => clearInterval(timer)
    document.addEventListener('pointerdown', quiet, { once: true })
    return () => {
      clearInterval(timer)
      document.removeEventListener('pointerdown', quiet)
    }
  }, [bell, wrong])
}
