-- AlterTable
ALTER TABLE "order" ADD COLUMN     "acknowledged_at" TIMESTAMPTZ(3),
ADD COLUMN     "escalated_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "restaurant" ADD COLUMN     "acknowledge_within_seconds" INTEGER NOT NULL DEFAULT 20;

ALTER TABLE restaurant
  ADD CONSTRAINT restaurant_acknowledge_within_check CHECK (acknowledge_within_seconds BETWEEN 5 AND 600);

-- Whoever moves an order has seen it: what had moved before there were acknowledgements was acknowledged by that.
UPDATE "order" SET acknowledged_at = change.at
FROM order_status_change change
WHERE change.order_id = "order".id AND change.version = 2;
-- Nobody waits for an order whose party has left: it must not raise an alarm now.
UPDATE "order" SET acknowledged_at = session.closed_at
FROM table_session session
WHERE session.id = "order".table_session_id AND session.closed_at IS NOT NULL AND acknowledged_at IS NULL;

-- What the sweep for orders that nobody acknowledges looks through once a second: on a good day it is empty.
CREATE INDEX order_unacknowledged ON "order" (placed_at)
  WHERE status = 'PENDING' AND acknowledged_at IS NULL AND escalated_at IS NULL;
