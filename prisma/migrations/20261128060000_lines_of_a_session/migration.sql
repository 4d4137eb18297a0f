-- How many lines a session has ordered, cancelled ones included, and how many of them are still to be made or handed
-- out. A volatile function: inside a statement that has waited for the session's lock it sees what was committed
-- meanwhile, which the statement itself, with the snapshot it began with, would not count.
CREATE FUNCTION lines_of_session(of_session uuid, OUT ordered int, OUT under_way int)
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  SELECT count(*), count(*) FILTER (WHERE o.status IN ('PENDING', 'COOKING', 'READY')) INTO ordered, under_way
  FROM "order" o JOIN order_item item ON item.order_id = o.id
  WHERE o.table_session_id = of_session;
END $$;
