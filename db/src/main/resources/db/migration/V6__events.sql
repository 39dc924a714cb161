-- What the stores did, each row written in the transaction of the deed. Read in the order of (tx, seq), as the decision feed is.
CREATE SEQUENCE event_seq;
CREATE TABLE event (
    seq          bigint NOT NULL DEFAULT nextval('event_seq'),
    tx           xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at           timestamptz NOT NULL DEFAULT now(),
    type         text NOT NULL,
    community_id text NOT NULL,
    content_id   uuid,
    subject      text NOT NULL,
    detail       jsonb NOT NULL DEFAULT '{}'
) PARTITION BY RANGE (at);
CREATE INDEX event_place ON event (tx, seq);
-- a partition for each day is made ahead of time; what has none goes here
CREATE TABLE event_of_other_days PARTITION OF event DEFAULT;

-- How far each listener has read.
CREATE TABLE event_listener (
    name    text PRIMARY KEY,
    tx      xid8 NOT NULL DEFAULT '0',
    seq     bigint NOT NULL DEFAULT 0,
    read_at timestamptz NOT NULL DEFAULT now()
);

-- What Kafka was still to be told of.
INSERT INTO event (type, community_id, content_id, subject)
SELECT 'content.decided', d.community_id, d.content_id, d.id::text
FROM decision_announcement a JOIN decision d ON d.id = a.decision_id ORDER BY a.id;
DROP TABLE decision_announcement;
