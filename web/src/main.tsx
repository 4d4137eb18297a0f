import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { Provider } from 'urql'
import { createGraphqlClient } from './graphql/client'
import { Routes } from './routes'
import { ErrorBoundary } from './ui/error-boundary'
import { restoreTheme } from './ui/theme'
import './ui/theme.css'

const ToastRegion = lazy(() => import('./ui/toast-region'))

restoreTheme()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root to mount into')

createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <Provider value={createGraphqlClient()}>
        <Routes />
        <Suspense>
          <ToastRegion />
        </Suspense>
      </Provider>
    </ErrorBoundary>
  </StrictMode>,
)
