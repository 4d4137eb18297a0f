import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import type { Database } from './database.ts'
import { pendingMigration } from './pending-migration.ts'

it('migrations and prisma/schema.prisma agree', async () => {
  expect(await pendingMigration()).toBeUndefined()
})

// One of everything, and a second restaurant with a table of its own.
const ONE_OF_EVERYTHING = `
  INSERT INTO restaurant (id, slug, name, currency, time_zone) VALUES
    ('00000000-0000-4000-8000-000000000001', 'one', 'One', 'EUR', 'Europe/Berlin'),
    ('00000000-0000-4000-8000-000000000002', 'two', 'Two', 'EUR', 'Europe/Berlin');
  INSERT INTO feed (restaurant_id) SELECT id FROM restaurant;
  INSERT INTO opening_hours (id, restaurant_id, weekday, opens_at, closes_at)
    SELECT gen_random_uuid(), id, 1, 600, 1320 FROM restaurant;
  INSERT INTO restaurant_table (id, restaurant_id, label, code) SELECT id, id, '1', slug || '-1' FROM restaurant;
  INSERT INTO menu_category (id, restaurant_id, name) SELECT id, id, 'Mains' FROM restaurant;
  INSERT INTO menu_item (id, restaurant_id, category_id, name, price_minor, tax_rate_basis_points)
    SELECT id, id, id, 'Soup', 500, 700 FROM restaurant WHERE slug = 'one';
  INSERT INTO option_group (id, menu_item_id, name, min_selections, max_selections)
    SELECT id, id, 'Size', 1, 1 FROM menu_item;
  INSERT INTO table_session (id, restaurant_id, table_id, opened_at, last_activity_at, pin)
    SELECT id, id, id, now(), now(), '0042' FROM restaurant WHERE slug = 'one';
  INSERT INTO guest (id, table_session_id, token_hash, joined_at, last_seen_at)
    SELECT id, id, sha256('token'), now(), now() FROM table_session;
  INSERT INTO retired_table_code (code_hash, table_id, retired_at)
    SELECT sha256('code'), id, now() FROM restaurant WHERE slug = 'one';
  INSERT INTO join_request (id, restaurant_id, table_id, token_hash, requested_at, expires_at)
    SELECT id, id, id, sha256('another token'), now(), now() + interval '10 minutes' FROM restaurant WHERE slug = 'one';
  INSERT INTO "order" (id, restaurant_id, table_session_id, guest_id, business_day, number, table_label, currency,
      subtotal_minor, tax_minor, total_minor, placed_at, updated_at, idempotency_key, request_hash)
    SELECT id, id, id, id, '2026-11-23', 1, '1', 'EUR', 1000, 0, 1000, now(), now(), 'key', sha256('request')
    FROM table_session;
  INSERT INTO order_item (id, order_id, position, name, quantity, unit_price_minor, total_minor, tax_rate_basis_points)
    SELECT id, id, 0, 'Soup', 2, 500, 1000, 700 FROM "order";
  INSERT INTO order_status_change (order_id, version, status, at) SELECT id, 1, 'PENDING', now() FROM "order";
  INSERT INTO order_number (restaurant_id, business_day, last) SELECT restaurant_id, business_day, 1 FROM "order";
  INSERT INTO "user" (id, name, email) VALUES ('someone', 'Someone', 'someone@example.com');
  INSERT INTO payment (id, restaurant_id, table_session_id, amount_minor, method, recorded_by_id, recorded_at, idempotency_key)
    SELECT id, id, id, 1000, 'CASH', 'someone', now(), 'key' FROM table_session;
  INSERT INTO staff_invitation (id, restaurant_id, email, role, token_hash, invited_by, invited_by_id, created_at, expires_at)
    SELECT id, id, 'someone@example.com', 'SERVER', sha256('token'), 'Someone', 'someone', now(), now() FROM restaurant WHERE slug = 'one';
  INSERT INTO device (id, restaurant_id, label, token_hash, approved_by, created_at)
    SELECT id, id, 'Tablet', sha256('token'), 'Someone', now() FROM restaurant WHERE slug = 'one';
  INSERT INTO device_pairing (id, code_hash, secret_hash, expires_at)
    SELECT id, sha256('code'), sha256('secret'), now() FROM device;
  INSERT INTO api_key (id, restaurant_id, name, prefix, key_hash, scopes, created_by, created_at)
    SELECT id, id, 'Till', 'mm_key_1', sha256('key'), '{ORDERS_READ}', 'Someone', now() FROM restaurant WHERE slug = 'one';
  INSERT INTO audit_entry (id, restaurant_id, at, actor_kind, actor_id, actor_name, action)
    SELECT id, id, now(), 'STAFF', 'someone', 'Someone', 'staff.invited' FROM restaurant WHERE slug = 'one';
  SELECT append_event(id, id, 'ORDER_CREATED', '{}', now()) FROM table_session;
`

// Runs a statement and answers which constraint has refused it.
const REFUSED_BY = `
  CREATE FUNCTION refused_by(statement text) RETURNS text LANGUAGE plpgsql AS $$
  DECLARE
    refusing text;
  BEGIN
    EXECUTE statement;
    RAISE EXCEPTION 'nothing has refused it';
  EXCEPTION WHEN integrity_constraint_violation THEN
    GET STACKED DIAGNOSTICS refusing = CONSTRAINT_NAME;
    RETURN refusing;
  END $$;
`

const OTHER = `'00000000-0000-4000-8000-000000000002'`

const CHECKS: readonly [constraint: string, statement: string][] = [
  ['restaurant_slug_check', `UPDATE restaurant SET slug = 'Not A Slug'`],
  ['restaurant_slug_check', `UPDATE restaurant SET slug = repeat('a', 64)`],
  ['restaurant_currency_check', `UPDATE restaurant SET currency = 'eur'`],
  ['restaurant_business_day_check', `UPDATE restaurant SET business_day_starts_at = 1440`],
  ['restaurant_acknowledge_within_check', `UPDATE restaurant SET acknowledge_within_seconds = 4`],
  ['restaurant_acknowledge_within_check', `UPDATE restaurant SET acknowledge_within_seconds = 601`],
  ['opening_hours_weekday_check', `UPDATE opening_hours SET weekday = 0`],
  ['opening_hours_weekday_check', `UPDATE opening_hours SET weekday = 8`],
  ['opening_hours_span_check', `UPDATE opening_hours SET closes_at = opens_at`],
  ['opening_hours_span_check', `UPDATE opening_hours SET closes_at = opens_at + 1441`],
  ['menu_item_price_check', `UPDATE menu_item SET price_minor = -1`],
  ['menu_item_tax_check', `UPDATE menu_item SET tax_rate_basis_points = 10001`],
  ['option_group_selections_check', `UPDATE option_group SET min_selections = 2`],
  ['option_group_selections_check', `UPDATE option_group SET min_selections = 0, max_selections = 0`],
  ['table_session_closed_check', `UPDATE table_session SET status = 'CLOSED'`],
  ['table_session_closed_check', `UPDATE table_session SET closed_at = now()`],
  ['table_session_position_check', `UPDATE table_session SET position = -1`],
  ['table_session_pin_check', `UPDATE table_session SET pin = '42'`],
  ['table_session_pin_check', `UPDATE table_session SET pin = '4.2e'`],
  ['table_session_pin_failures_check', `UPDATE table_session SET pin_failures = -1`],
  ['guest_last_seen_check', `UPDATE guest SET last_seen_at = joined_at - interval '1 second'`],
  ['retired_table_code_hash_check', `UPDATE retired_table_code SET code_hash = 'code'`],
  ['join_request_token_hash_check', `UPDATE join_request SET token_hash = 'token'`],
  ['join_request_expiry_check', `UPDATE join_request SET expires_at = requested_at`],
  ['join_request_decided_check', `UPDATE join_request SET status = 'APPROVED'`],
  ['join_request_decided_check', `UPDATE join_request SET decided_at = now()`],
  ['guest_token_hash_check', `UPDATE guest SET token_hash = 'token'`],
  ['order_number_check', `UPDATE "order" SET number = 0`],
  ['order_version_check', `UPDATE "order" SET version = 0`],
  ['order_money_check', `UPDATE "order" SET total_minor = total_minor + 1`],
  ['order_money_check', `UPDATE "order" SET subtotal_minor = -1, total_minor = -1`],
  ['order_money_check', `UPDATE "order" SET tax_minor = -1, total_minor = 999`],
  ['order_idempotency_key_check', `UPDATE "order" SET idempotency_key = ''`],
  ['order_idempotency_key_check', `UPDATE "order" SET idempotency_key = repeat('k', 256)`],
  ['order_request_hash_check', `UPDATE "order" SET request_hash = 'request'`],
  ['order_item_quantity_check', `UPDATE order_item SET quantity = 0, total_minor = 0`],
  ['order_item_quantity_check', `UPDATE order_item SET quantity = 100, total_minor = 50000`],
  ['order_item_money_check', `UPDATE order_item SET total_minor = 999`],
  ['order_item_money_check', `UPDATE order_item SET unit_price_minor = -1, total_minor = -2`],
  ['order_item_tax_check', `UPDATE order_item SET tax_rate_basis_points = -1`],
  ['order_item_note_check', `UPDATE order_item SET note = repeat('n', 501)`],
  ['order_status_change_version_check', `UPDATE order_status_change SET version = 0`],
  ['order_status_change_reason_check', `UPDATE order_status_change SET status = 'CANCELLED', reason = ''`],
  ['order_status_change_reason_check', `UPDATE order_status_change SET status = 'CANCELLED'`],
  ['order_number_last_check', `UPDATE order_number SET last = 0`],
  ['payment_amount_check', `UPDATE payment SET amount_minor = 0`],
  ['payment_idempotency_key_check', `UPDATE payment SET idempotency_key = ''`],
  ['feed_position_check', `UPDATE feed SET position = -1, last_event_id = gen_random_uuid()`],
  ['feed_last_event_check', `UPDATE feed SET last_event_id = NULL WHERE position > 0`],
  ['table_session_last_event_check', `UPDATE table_session SET last_event_id = NULL`],
  ['event_position_check', `UPDATE event SET position = 0`],
  ['event_session_position_check', `UPDATE event SET session_position = NULL`],
  ['event_session_position_check', `UPDATE event SET session_position = 0`],
  ['staff_invitation_token_hash_check', `UPDATE staff_invitation SET token_hash = 'token'`],
  ['staff_invitation_email_check', `UPDATE staff_invitation SET email = 'Someone@example.com'`],
  ['device_token_hash_check', `UPDATE device SET token_hash = 'token'`],
  ['device_label_check', `UPDATE device SET label = ''`],
  ['device_label_check', `UPDATE device SET label = repeat('l', 81)`],
  ['device_pairing_hashes_check', `UPDATE device_pairing SET code_hash = 'code'`],
  ['device_pairing_hashes_check', `UPDATE device_pairing SET secret_hash = 'secret'`],
  ['api_key_key_hash_check', `UPDATE api_key SET key_hash = 'key'`],
  ['api_key_name_check', `UPDATE api_key SET name = ''`],
  ['api_key_name_check', `UPDATE api_key SET name = repeat('n', 81)`],
  ['api_key_scopes_check', `UPDATE api_key SET scopes = '{}'`],
]

const INSERT_ORDER = (changed: Record<string, string>) => copy('"order"', changed)

const KEYS: readonly [state: string, constraint: string, statement: string][] = [
  [
    'two open sessions of a table',
    'table_session_one_open',
    copy('table_session', { status: `'BILL_REQUESTED'` }),
  ],
  [
    'an order number twice on a business day',
    'order_restaurant_id_business_day_number_key',
    INSERT_ORDER({ idempotency_key: `'another'` }),
  ],
  ["a guest's idempotency key twice", 'order_guest_id_idempotency_key_key', INSERT_ORDER({ number: '2' })],
  ['a table code twice', 'restaurant_table_code_key', `UPDATE restaurant_table SET code = 'demo-1'`],
  [
    "a payment's idempotency key twice in a session",
    'payment_table_session_id_idempotency_key_key',
    copy('payment', {}),
  ],
  ['a position twice in a feed', 'event_pkey', copy('event', { session_position: '2' })],
  [
    "a position twice in a session's feed",
    'event_table_session_id_session_position_key',
    copy('event', { position: '2' }, 'id'),
  ],
  ['a change of the audit trail', 'audit_entry_is_kept', `UPDATE audit_entry SET action = 'another'`],
  [
    'two invitations of an address',
    'staff_invitation_restaurant_id_email_key',
    copy('staff_invitation', { token_hash: `'\\x${'00'.repeat(32)}'` }),
  ],
  [
    "a session at another restaurant's table",
    'table_session_table_id_restaurant_id_fkey',
    `UPDATE table_session SET table_id = ${OTHER}`,
  ],
  [
    "a request to join at another restaurant's table",
    'join_request_table_id_restaurant_id_fkey',
    `UPDATE join_request SET table_id = ${OTHER}`,
  ],
  [
    "an order in another restaurant's session",
    'order_table_session_id_restaurant_id_fkey',
    `UPDATE "order" SET restaurant_id = ${OTHER}`,
  ],
  [
    "a payment in another restaurant's session",
    'payment_table_session_id_restaurant_id_fkey',
    `UPDATE payment SET restaurant_id = ${OTHER}`,
  ],
  [
    "an item in another restaurant's category",
    'menu_item_category_id_restaurant_id_fkey',
    `UPDATE menu_item SET category_id = ${OTHER}`,
  ],
]

/** A second row like the first, with an id of its own, and changes in SQL. */
function copy(table: string, changed: Record<string, string>, id = 'id'): string {
  const changes = Object.entries({ [id]: 'gen_random_uuid()', ...changed })
    .map(([column, value]) => `'${column}', ${value}`)
    .join(', ')
  return `INSERT INTO ${table} SELECT (jsonb_populate_record(first, jsonb_build_object(${changes}))).* FROM ${table} first`
}

describe('the database refuses', () => {
  let database: Database

  beforeAll(async () => {
    database = await openTestDatabase()
    await database.db.$transaction(
      [...ONE_OF_EVERYTHING.split(/;\n/), REFUSED_BY]
        .filter((statement) => statement.trim())
        .map((statement) => database.db.$executeRawUnsafe(statement)),
    )
  })

  afterAll(() => database.close())

  const refusedBy = async (statement: string) => {
    const [row] = await database.db.$queryRawUnsafe<{ refused_by: string }[]>(
      'SELECT refused_by($1)',
      statement,
    )
    return row?.refused_by
  }

  it.each(CHECKS)('by %s: %s', async (constraint, statement) => {
    expect(await refusedBy(statement)).toBe(constraint)
  })

  it.each(KEYS)('%s, by %s', async (_state, constraint, statement) => {
    expect(await refusedBy(statement)).toBe(constraint)
  })

  it('nothing by a check that this test has not tried', async () => {
    const checks = await database.db.$queryRaw<{ conname: string }[]>`
      SELECT conname FROM pg_constraint
      WHERE contype = 'c' AND connamespace = 'public'::regnamespace`
    const tried = new Set(CHECKS.map(([constraint]) => constraint))
    expect(checks.map(({ conname }) => conname).filter((name) => !tried.has(name))).toEqual([])
  })
})
