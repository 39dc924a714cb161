-- Since when Kafka has a revision that is still QUEUED. It waits there and is sent again only if it turns out to be lost.
ALTER TABLE content ADD COLUMN sent_at timestamptz;
CREATE INDEX content_sent ON content (sent_at) WHERE status = 'QUEUED' AND sent_at IS NOT NULL;

-- Decisions that Kafka is still to be told of, written in the transaction that records them and removed once Kafka has them.
CREATE TABLE decision_announcement (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    decision_id uuid NOT NULL REFERENCES decision
);
