/** Its own feature, built on the shared parts in `ui` and `graphql`. */
export default function KitchenPage() {
  return <main />
}
