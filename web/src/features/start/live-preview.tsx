import { ExternalLink } from 'lucide-react'
import { useState } from 'react'
import { type FragmentType, graphql, readFragment } from '../../gql'
import { DeviceFrame } from './device-frame'

const LivePreviewFragment = graphql(`
  fragment LivePreview on DemoRestaurant {
    restaurant {
      id
      slug
      name
    }
    tables {
      label
      code
    }
  }
`)

type LivePreviewProps = { restaurants: readonly FragmentType<typeof LivePreviewFragment>[] }

/** The whole loop on one screen: a kitchen tablet and a guest's phone, both real and both running. */
export function LivePreview({ restaurants }: LivePreviewProps) {
  const demos = readFragment(LivePreviewFragment, restaurants)
  const [code, setCode] = useState(demos[0]?.tables[0]?.code)
  const demo = demos.find(({ tables }) => tables.some((table) => table.code === code))
  if (!demo || !code) return null
  const { restaurant } = demo
  const kitchen = `/kitchen?restaurant=${restaurant.slug}`
  const guest = `/t/${code}`
  return (
    <section
      aria-label="Live preview"
      // As wide as both devices may be to stand whole on the first screen, below what is above them; equally high.
      className="flex items-start justify-between [--both:min(100%,max(52rem,(100dvh-15.25rem)*2.09))]"
    >
      <DeviceFrame
        // A device of its own for each kitchen: it starts anew rather than going back in its history.
        key={kitchen}
        title={`Kitchen display of ${restaurant.name}`}
        src={kitchen}
        width={1280}
        height={800}
        bezel="rounded-[1.9rem] p-3"
        screen="rounded-[1.2rem]"
        className="w-[calc((var(--both)-2rem)*0.766)]"
        caption={
          <>
            <span className="text-lg font-bold">The kitchen of {restaurant.name}</span>
            <OwnTab href={kitchen}>Open in its own tab</OwnTab>
          </>
        }
      />
      <DeviceFrame
        key={guest}
        title={`Guest's phone at ${code}`}
        src={guest}
        width={390}
        height={844}
        bezel="rounded-[2.1rem] p-2.5"
        screen="rounded-[1.5rem]"
        className="w-[calc((var(--both)-2rem)*0.234)]"
        caption={
          <>
            <label className="flex items-center gap-2 text-lg font-bold">
              <span className="sr-only">The phone sits at</span>
              <select
                value={code}
                onChange={(event) => setCode(event.target.value)}
                className="min-h-12 rounded-control border-2 border-line-strong bg-surface px-2.5 font-bold"
              >
                {demos.map(({ restaurant: each, tables }) => (
                  <optgroup key={each.id} label={each.name}>
                    {tables.map((table) => (
                      <option key={table.code} value={table.code}>
                        {table.label}
                      </option>
                    ))}
                  </optgroup>
                ))}
              </select>
            </label>
            <OwnTab href={guest}>Own tab</OwnTab>
          </>
        }
      />
    </section>
  )
}

function OwnTab({ href, children }: { href: string; children: string }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="inline-flex min-h-12 items-center gap-2 font-semibold text-brand-ink underline-offset-4 hover:underline"
    >
      {children}
      <ExternalLink aria-hidden="true" className="size-4" />
    </a>
  )
}
