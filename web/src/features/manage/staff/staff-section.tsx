import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { graphql } from '../../../gql'
import type { ManageStaffQuery } from '../../../gql/graphql'
import { roleName } from '../../../graphql/staff-roles'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { formatDate } from '../../../ui/time'
import { initials, Row, Rows } from '../rows'
import { SectionBody, SectionHead, type SectionProps, useSection } from '../section'
import { InvitationList } from './invitation-list'
import { InviteSheet } from './invite-sheet'
import { MemberSheet } from './member-sheet'

const StaffQuery = graphql(`
  query ManageStaff($slug: String!) {
    restaurant(slug: $slug) {
      id
      staff {
        id
        name
        email
        role
        joinedAt
      }
      invitations {
        id
        email
        role
        invitedBy
        expiresAt
      }
    }
  }
`)

type Restaurant = NonNullable<ManageStaffQuery['restaurant']>

/** Somebody who works here. */
export type Member = Restaurant['staff'][number]
/** Somebody who was asked to. */
export type Invitation = Restaurant['invitations'][number]

/** Who works here, who is invited, and as what. */
export function StaffSection({ membership, onDenied }: SectionProps) {
  const { restaurant, permissions } = membership
  const { result, reload } = useSection(StaffQuery, { slug: restaurant.slug })
  const [inviting, setInviting] = useState(false)
  const [openId, setOpenId] = useState<string | null>(null)
  const mayMakeOwners = permissions.includes('owners:manage')
  return (
    <>
      <SectionHead
        title="Staff"
        intro="Who works here, and what they may do."
        action={
          <Button size="lg" onClick={() => setInviting(true)}>
            <UserPlus aria-hidden="true" className="size-5" />
            Invite somebody
          </Button>
        }
      />
      <SectionBody result={result} reload={reload} onDenied={onDenied}>
        {({ staff, invitations }) => {
          const open = staff.find(({ id }) => id === openId)
          return (
            <>
              <InvitationList
                restaurantId={restaurant.id}
                invitations={invitations.filter(({ role }) => mayMakeOwners || role !== 'OWNER')}
                onChanged={reload}
              />
              <h2 className="mb-3 text-xl">Working here</h2>
              <Rows label="Staff">
                {staff.map((member) => (
                  <Row
                    key={member.id}
                    mark={initials(member.name)}
                    title={member.name}
                    facts={
                      <>
                        {member.email}
                        <span className="max-sm:hidden"> · </span>
                        <span className="max-sm:block">
                          since {formatDate(member.joinedAt, restaurant.timeZone)}
                        </span>
                      </>
                    }
                    openLabel={`${member.name}, ${roleName(member.role)}: change`}
                    onOpen={mayMakeOwners || member.role !== 'OWNER' ? () => setOpenId(member.id) : undefined}
                  >
                    <Badge tone={member.role === 'OWNER' ? 'brand' : 'neutral'}>
                      {roleName(member.role)}
                    </Badge>
                  </Row>
                ))}
              </Rows>
              {open && (
                <MemberSheet
                  key={open.id}
                  member={open}
                  restaurantName={restaurant.name}
                  mayMakeOwners={mayMakeOwners}
                  onChanged={reload}
                  onClose={() => setOpenId(null)}
                />
              )}
            </>
          )
        }}
      </SectionBody>
      {inviting && (
        <InviteSheet
          restaurantId={restaurant.id}
          mayMakeOwners={mayMakeOwners}
          onInvited={reload}
          onClose={() => setInviting(false)}
        />
      )}
    </>
  )
}
