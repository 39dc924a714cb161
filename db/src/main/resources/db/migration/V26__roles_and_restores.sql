-- The services need not own the schema any more, and the decisions feed finds out that a database was restored (decision record 31).

-- The oldest program that can still work with this schema. A migration that an earlier program would do wrong with sets it.
CREATE TABLE schema_fit (oldest_program text NOT NULL);
INSERT INTO schema_fit VALUES ('26');

-- Each life of the database: a new one begins with a restore, or when a standby takes over. Decisions with higher numbers than
-- before_first belong to it or to a later one.
CREATE TABLE database_life (
    number       int PRIMARY KEY,
    -- the cluster and its timeline
    identity     text NOT NULL,
    began_at     timestamptz NOT NULL DEFAULT now(),
    before_first bigint NOT NULL,
    -- the last place in the feed that the life before had when this one began
    last_tx      xid8 NOT NULL DEFAULT '0',
    last_seq     bigint NOT NULL DEFAULT 0
);

-- Only the owner of a table may give it partitions, so the services ask for them.
CREATE FUNCTION make_event_day(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- a day whose events are already among the other days stays there
    IF to_regclass('event_' || to_char(day, 'YYYYMMDD')) IS NULL
       AND NOT EXISTS (SELECT FROM event_of_other_days
                       WHERE at >= day::timestamp AT TIME ZONE 'UTC' AND at < (day + 1)::timestamp AT TIME ZONE 'UTC')
    THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF event FOR VALUES FROM (%L) TO (%L)',
                       'event_' || to_char(day, 'YYYYMMDD'), day || 'T00:00Z', (day + 1) || 'T00:00Z');
    END IF;
END $$;

-- Drops the days before that one which every listener has read.
CREATE FUNCTION drop_event_days_before(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    name  text;
    unread boolean;
BEGIN
    FOR name IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'event'::regclass AND c.relname ~ '^event_\d{8}$' AND c.relname < 'event_' || to_char(day, 'YYYYMMDD')
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I e, event_listener l WHERE (e.tx, e.seq) > (l.tx, l.seq))', name) INTO unread;
        IF NOT unread THEN
            EXECUTE format('DROP TABLE %I', name);
        END IF;
    END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION make_event_day, drop_event_days_before FROM PUBLIC;
