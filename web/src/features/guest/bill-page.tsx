export default function BillPage() {
  return <main />
}
