-- CreateEnum
CREATE TYPE "join_policy" AS ENUM ('OPEN', 'PIN', 'APPROVAL');

-- CreateEnum
CREATE TYPE "join_request_status" AS ENUM ('PENDING', 'APPROVED', 'DECLINED', 'WITHDRAWN');

-- AlterTable
ALTER TABLE "guest" ADD COLUMN     "last_seen_at" TIMESTAMPTZ(3),
ADD COLUMN     "left_at" TIMESTAMPTZ(3);

UPDATE guest SET last_seen_at = joined_at;
ALTER TABLE guest ALTER COLUMN last_seen_at SET NOT NULL;

-- AlterTable
ALTER TABLE "restaurant" ADD COLUMN     "join_policy" "join_policy" NOT NULL DEFAULT 'OPEN';

-- AlterTable
ALTER TABLE "table_session" ADD COLUMN     "pin" CHAR(4),
ADD COLUMN     "pin_failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "pin_paused_until" TIMESTAMPTZ(3);

UPDATE table_session SET pin = lpad(floor(random() * 10000)::int::text, 4, '0');
ALTER TABLE table_session ALTER COLUMN pin SET NOT NULL;

-- CreateTable
CREATE TABLE "retired_table_code" (
    "code_hash" BYTEA NOT NULL,
    "table_id" UUID NOT NULL,
    "retired_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "retired_table_code_pkey" PRIMARY KEY ("code_hash")
);

-- CreateTable
CREATE TABLE "join_request" (
    "id" UUID NOT NULL,
    "restaurant_id" UUID NOT NULL,
    "table_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "guest_name" TEXT,
    "status" "join_request_status" NOT NULL DEFAULT 'PENDING',
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "join_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "retired_table_code_table_id_idx" ON "retired_table_code"("table_id");

-- CreateIndex
CREATE UNIQUE INDEX "join_request_token_hash_key" ON "join_request"("token_hash");

-- CreateIndex
CREATE INDEX "join_request_table_id_status_idx" ON "join_request"("table_id", "status");

-- CreateIndex
CREATE INDEX "join_request_restaurant_id_status_idx" ON "join_request"("restaurant_id", "status");

-- AddForeignKey
ALTER TABLE "retired_table_code" ADD CONSTRAINT "retired_table_code_table_id_fkey" FOREIGN KEY ("table_id") REFERENCES "restaurant_table"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "join_request" ADD CONSTRAINT "join_request_restaurant_id_fkey" FOREIGN KEY ("restaurant_id") REFERENCES "restaurant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "join_request" ADD CONSTRAINT "join_request_table_id_restaurant_id_fkey" FOREIGN KEY ("table_id", "restaurant_id") REFERENCES "restaurant_table"("id", "restaurant_id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE table_session
  ADD CONSTRAINT table_session_pin_check CHECK (pin ~ '^[0-9]{4}$'),
  ADD CONSTRAINT table_session_pin_failures_check CHECK (pin_failures >= 0);

ALTER TABLE guest
  ADD CONSTRAINT guest_last_seen_check CHECK (last_seen_at >= joined_at);

ALTER TABLE retired_table_code
  ADD CONSTRAINT retired_table_code_hash_check CHECK (octet_length(code_hash) = 32);

ALTER TABLE join_request
  ADD CONSTRAINT join_request_token_hash_check CHECK (octet_length(token_hash) = 32),
  ADD CONSTRAINT join_request_expiry_check CHECK (expires_at > requested_at),
  ADD CONSTRAINT join_request_decided_check CHECK ((status = 'PENDING') = (decided_at IS NULL));

-- As before, except that only what guests do keeps their session awake: of all events their orders alone come without
-- another statement that says so. Staff who move an order of a party that has left hours ago do not bring it back.
CREATE OR REPLACE FUNCTION append_event(
  of_restaurant uuid, of_session uuid, of_type text, with_payload jsonb, at timestamptz
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  event_id uuid := gen_random_uuid();
  appended event;
  next_session_position bigint;
BEGIN
  IF of_session IS NOT NULL THEN
    UPDATE table_session
    SET position = position + 1, last_event_id = event_id,
      last_activity_at = CASE of_type WHEN 'OrderCreated' THEN greatest(last_activity_at, at) ELSE last_activity_at END
    WHERE id = of_session AND restaurant_id = of_restaurant
    RETURNING position INTO STRICT next_session_position;
  END IF;
  WITH head AS (
    UPDATE feed SET position = position + 1, last_event_id = event_id
    WHERE restaurant_id = of_restaurant RETURNING position
  )
  INSERT INTO event (id, restaurant_id, position, table_session_id, session_position, type, payload, occurred_at)
  SELECT event_id, of_restaurant, head.position, of_session, next_session_position, of_type, with_payload, at FROM head
  RETURNING * INTO STRICT appended;
  RETURN jsonb_build_object(
    'id', appended.id,
    'restaurantId', appended.restaurant_id,
    'position', appended.position,
    'tableSessionId', appended.table_session_id,
    'sessionPosition', appended.session_position,
    'type', appended.type,
    'payload', appended.payload,
    'occurredAt', appended.occurred_at
  );
END $$;
