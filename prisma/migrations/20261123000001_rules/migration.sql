-- What the Prisma schema cannot say. Each rule here refuses a state that the services never mean to write.

-- Restaurants -------------------------------------------------------------------------------------------------
ALTER TABLE restaurant
  ADD CONSTRAINT restaurant_slug_check CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 63),
  ADD CONSTRAINT restaurant_currency_check CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT restaurant_business_day_check CHECK (business_day_starts_at BETWEEN 0 AND 1439);

ALTER TABLE opening_hours
  ADD CONSTRAINT opening_hours_weekday_check CHECK (weekday BETWEEN 1 AND 7),
  ADD CONSTRAINT opening_hours_span_check
    CHECK (opens_at BETWEEN 0 AND 1439 AND closes_at > opens_at AND closes_at <= opens_at + 1440);

-- Menu --------------------------------------------------------------------------------------------------------
ALTER TABLE menu_item
  ADD CONSTRAINT menu_item_price_check CHECK (price_minor >= 0),
  ADD CONSTRAINT menu_item_tax_check CHECK (tax_rate_basis_points BETWEEN 0 AND 10000);

ALTER TABLE option_group
  ADD CONSTRAINT option_group_selections_check
    CHECK (min_selections >= 0 AND max_selections >= 1 AND min_selections <= max_selections);

-- Every change of what an order's price or acceptance depends on moves the restaurant's catalog_version, whoever
-- makes it: nodes price orders from memory only while the version is the one they read.
CREATE FUNCTION touch_catalog() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed uuid;
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'menu_item', 'opening_hours' THEN
      changed := CASE WHEN TG_OP = 'DELETE' THEN OLD.restaurant_id ELSE NEW.restaurant_id END;
    WHEN 'option_group' THEN
      SELECT restaurant_id INTO changed FROM menu_item
      WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.menu_item_id ELSE NEW.menu_item_id END;
    WHEN 'menu_option' THEN
      SELECT item.restaurant_id INTO changed FROM menu_item item JOIN option_group g ON g.menu_item_id = item.id
      WHERE g.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.option_group_id ELSE NEW.option_group_id END;
  END CASE;
  UPDATE restaurant SET catalog_version = catalog_version + 1 WHERE id = changed;
  RETURN NULL;
END $$;

CREATE TRIGGER touch_catalog AFTER INSERT OR UPDATE OR DELETE ON menu_item
  FOR EACH ROW EXECUTE FUNCTION touch_catalog();
CREATE TRIGGER touch_catalog AFTER INSERT OR UPDATE OR DELETE ON opening_hours
  FOR EACH ROW EXECUTE FUNCTION touch_catalog();
CREATE TRIGGER touch_catalog AFTER INSERT OR UPDATE OR DELETE ON option_group
  FOR EACH ROW EXECUTE FUNCTION touch_catalog();
CREATE TRIGGER touch_catalog AFTER INSERT OR UPDATE OR DELETE ON menu_option
  FOR EACH ROW EXECUTE FUNCTION touch_catalog();

CREATE FUNCTION touch_own_catalog() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.catalog_version := OLD.catalog_version + 1;
  RETURN NEW;
END $$;

CREATE TRIGGER touch_own_catalog BEFORE UPDATE ON restaurant FOR EACH ROW
  WHEN (
    (OLD.currency, OLD.time_zone, OLD.prices_include_tax, OLD.is_paused, OLD.business_day_starts_at)
    IS DISTINCT FROM
    (NEW.currency, NEW.time_zone, NEW.prices_include_tax, NEW.is_paused, NEW.business_day_starts_at)
  )
  EXECUTE FUNCTION touch_own_catalog();

-- Sessions ----------------------------------------------------------------------------------------------------
ALTER TABLE table_session
  ADD CONSTRAINT table_session_closed_check CHECK ((status = 'CLOSED') = (closed_at IS NOT NULL)),
  ADD CONSTRAINT table_session_position_check CHECK (position >= 0);

-- A table has one party at a time.
CREATE UNIQUE INDEX table_session_one_open ON table_session (table_id) WHERE status <> 'CLOSED';

ALTER TABLE guest
  ADD CONSTRAINT guest_token_hash_check CHECK (octet_length(token_hash) = 32);

-- Orders ------------------------------------------------------------------------------------------------------
ALTER TABLE "order"
  ADD CONSTRAINT order_number_check CHECK (number >= 1),
  ADD CONSTRAINT order_version_check CHECK (version >= 1),
  ADD CONSTRAINT order_money_check
    CHECK (subtotal_minor >= 0 AND tax_minor >= 0 AND total_minor = subtotal_minor + tax_minor),
  ADD CONSTRAINT order_idempotency_key_check CHECK (length(idempotency_key) BETWEEN 1 AND 255),
  ADD CONSTRAINT order_request_hash_check CHECK (octet_length(request_hash) = 32);

ALTER TABLE order_item
  ADD CONSTRAINT order_item_quantity_check CHECK (quantity BETWEEN 1 AND 99),
  ADD CONSTRAINT order_item_money_check CHECK (unit_price_minor >= 0 AND total_minor = unit_price_minor * quantity),
  ADD CONSTRAINT order_item_tax_check CHECK (tax_rate_basis_points BETWEEN 0 AND 10000),
  ADD CONSTRAINT order_item_note_check CHECK (length(note) <= 500);

ALTER TABLE order_status_change
  ADD CONSTRAINT order_status_change_version_check CHECK (version >= 1),
  ADD CONSTRAINT order_status_change_reason_check CHECK (status <> 'CANCELLED' OR (reason IS NOT NULL AND length(reason) >= 1));

ALTER TABLE order_number
  ADD CONSTRAINT order_number_last_check CHECK (last >= 1);

ALTER TABLE payment
  ADD CONSTRAINT payment_amount_check CHECK (amount_minor > 0),
  ADD CONSTRAINT payment_idempotency_key_check CHECK (length(idempotency_key) BETWEEN 1 AND 255);

-- Event log ---------------------------------------------------------------------------------------------------
ALTER TABLE feed
  ADD CONSTRAINT feed_position_check CHECK (position >= 0);

ALTER TABLE event
  ADD CONSTRAINT event_position_check CHECK (position >= 1),
  ADD CONSTRAINT event_session_position_check
    CHECK ((table_session_id IS NULL) = (session_position IS NULL) AND session_position >= 1);

-- The one way into the log. Call it last in a transaction: it takes the lock on the restaurant's feed, and holds it
-- to the commit; that is what makes positions contiguous and in commit order. A session's counter is of the same
-- kind; taken before the feed's, always, so that two appends cannot deadlock. Returns the event as the doorbell
-- carries it.
CREATE FUNCTION append_event(
  of_restaurant uuid, of_session uuid, of_type text, with_payload jsonb, at timestamptz
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  appended event;
  next_session_position bigint;
BEGIN
  IF of_session IS NOT NULL THEN
    UPDATE table_session SET position = position + 1, last_activity_at = greatest(last_activity_at, at)
    WHERE id = of_session AND restaurant_id = of_restaurant
    RETURNING position INTO STRICT next_session_position;
  END IF;
  WITH head AS (
    UPDATE feed SET position = position + 1 WHERE restaurant_id = of_restaurant RETURNING position
  )
  INSERT INTO event (restaurant_id, position, table_session_id, session_position, type, payload, occurred_at)
  SELECT of_restaurant, head.position, of_session, next_session_position, of_type, with_payload, at FROM head
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
