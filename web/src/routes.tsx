import { lazy, Suspense } from 'react'
import { Link, Route, Switch } from 'wouter'
import { buttonClasses } from './ui/button'
import { EmptyState } from './ui/empty-state'
import { Skeleton } from './ui/skeleton'

// Each face is a chunk of its own: a guest's phone never loads the kitchen.
const StartPage = lazy(() => import('./features/start/start-page'))
const GuestPage = lazy(() => import('./features/guest/guest-page'))
const BillPage = lazy(() => import('./features/guest/bill-page'))
const KitchenPage = lazy(() => import('./features/kitchen/kitchen-page'))
const ManagePage = lazy(() => import('./features/manage/manage-page'))
const ForgotPasswordPage = lazy(() => import('./features/account/forgot-password-page'))
const ResetPasswordPage = lazy(() => import('./features/account/reset-password-page'))
const InvitationPage = lazy(() => import('./features/account/invitation-page'))

/** The URL map. */
export function Routes() {
  return (
    <Suspense fallback={<Opening />}>
      <Switch>
        <Route path="/" component={StartPage} />
        <Route path="/t/:tableCode">{({ tableCode }) => <GuestPage tableCode={tableCode} />}</Route>
        <Route path="/bill" component={BillPage} />
        <Route path="/kitchen" component={KitchenPage} />
        <Route path="/manage/:section?">{({ section }) => <ManagePage section={section} />}</Route>
        <Route path="/forgot-password" component={ForgotPasswordPage} />
        <Route path="/reset-password" component={ResetPasswordPage} />
        <Route path="/invitation" component={InvitationPage} />
        <Route component={NotFound} />
      </Switch>
    </Suspense>
  )
}

/** No page has just this shape, so it shows only where a chunk takes its time: else it would flash by. */
function Opening() {
  return (
    <main aria-busy="true" className="mx-auto max-w-3xl animate-late space-y-4 p-5">
      <Skeleton className="h-12 w-2/3" />
      <Skeleton className="h-24" />
      <Skeleton className="h-24" />
    </main>
  )
}

function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <title>Not found · MenuMate</title>
      <EmptyState
        title="Nothing is served here"
        actions={
          <Link href="/" className={buttonClasses()}>
            To the start page
          </Link>
        }
      >
        The address may have a typing error. If you scanned a code at your table, please ask the staff.
      </EmptyState>
    </main>
  )
}
