-- A cursor names the event it stands behind, by position and id, so that a log restored from a backup cannot pass off
-- new events under old positions. A feed's head keeps the id too: the event itself may have been pruned.
ALTER TABLE feed DROP COLUMN epoch, ADD COLUMN last_event_id uuid;
ALTER TABLE table_session ADD COLUMN last_event_id uuid;

UPDATE feed SET last_event_id = event.id
FROM event WHERE event.restaurant_id = feed.restaurant_id AND event.position = feed.position;
UPDATE table_session SET last_event_id = event.id
FROM event WHERE event.table_session_id = table_session.id AND event.session_position = table_session.position;

ALTER TABLE feed
  ADD CONSTRAINT feed_last_event_check CHECK ((position = 0) = (last_event_id IS NULL));
ALTER TABLE table_session
  ADD CONSTRAINT table_session_last_event_check CHECK ((position = 0) = (last_event_id IS NULL));

-- As before, and keeps the event's id with each position.
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
    SET position = position + 1, last_event_id = event_id, last_activity_at = greatest(last_activity_at, at)
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
