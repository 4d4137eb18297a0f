export default function GuestPage({ tableCode }: { tableCode: string }) {
  return <main>{tableCode}</main>
}
