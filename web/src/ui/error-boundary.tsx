import { Component, type ReactNode } from 'react'
import { ErrorState } from './error-state'

/** The last net: a fault in a page shows a kind message and a way back instead of a white screen. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <main className="grid min-h-dvh place-items-center">
        <ErrorState onRetry={() => location.reload()} />
      </main>
    )
  }
}
