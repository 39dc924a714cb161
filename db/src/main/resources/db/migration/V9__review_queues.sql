-- Every case stands in a queue of its community; a community has at least the one that cases go to unless they are routed elsewhere.
CREATE TABLE review_queue (
    id           uuid PRIMARY KEY,
    community_id text NOT NULL REFERENCES community,
    name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    is_default   boolean NOT NULL DEFAULT false,
    created_at   timestamptz NOT NULL DEFAULT now(),
    edit_version int NOT NULL DEFAULT 0,
    UNIQUE (community_id, name)
);
CREATE UNIQUE INDEX review_queue_default ON review_queue (community_id) WHERE is_default;
INSERT INTO review_queue (id, community_id, name, is_default) SELECT gen_random_uuid(), id, 'Review', true FROM community;

ALTER TABLE review_case ADD COLUMN queue_id uuid REFERENCES review_queue;
UPDATE review_case c SET queue_id = q.id FROM review_queue q WHERE q.community_id = c.community_id AND q.is_default;
ALTER TABLE review_case ALTER COLUMN queue_id SET NOT NULL;
-- the next case of one queue is the first entry that nobody holds, as it is for all queues together
CREATE INDEX review_case_of_queue ON review_case (queue_id, rank_at) WHERE state <> 'RESOLVED';
