-- A content that is erased keeps its place and its decisions, and nothing that anybody wrote (decision record 23).

ALTER TABLE content DROP CONSTRAINT content_status_check;
ALTER TABLE content
    ADD CONSTRAINT content_status_check CHECK (status IN ('QUEUED', 'DECIDED', 'FAILED', 'ERASED')),
    ADD COLUMN erased_at timestamptz,
    -- the erasure that still has to remove what others wrote about it
    ADD COLUMN erasure uuid;
CREATE INDEX content_to_clear ON content (erasure) WHERE erasure IS NOT NULL;

CREATE TABLE erasure (
    id           uuid PRIMARY KEY,
    community_id text NOT NULL REFERENCES community,
    -- one content, or all contents of an author; forgotten, too, when it is done
    content_id   uuid,
    author_id    text,
    asked_by     text NOT NULL,
    asked_at     timestamptz NOT NULL DEFAULT now(),
    contents     int NOT NULL DEFAULT 0,
    finished_at  timestamptz
);
CREATE INDEX erasure_to_do ON erasure (asked_at) WHERE finished_at IS NULL;
CREATE UNIQUE INDEX erasure_of_author ON erasure (community_id, author_id) WHERE finished_at IS NULL AND author_id IS NOT NULL;

-- What an erasure looks for, so that none of it reads a whole table. Rows are emptied, never deleted with others depending on them, except
-- restrictions and dead letters, to which nothing refers: so no foreign key has to be looked for backwards.
CREATE INDEX restriction_all_of_content ON restriction (content_id);
DROP INDEX restriction_of_content;
CREATE INDEX review_case_of_content ON review_case (content_id);
CREATE INDEX report_by_reporter ON report (community_id, reporter_id);
CREATE INDEX feedback_of_content ON feedback (content_id);
CREATE INDEX dead_letter_of_content ON dead_letter (content_id);
CREATE INDEX dead_letter_of_record ON dead_letter (record_key);

-- An appeal whose content was erased before anybody answered.
ALTER TABLE appeal DROP CONSTRAINT appeal_state_check;
ALTER TABLE appeal ADD CONSTRAINT appeal_state_check CHECK (state IN ('RECEIVED', 'UPHELD', 'OVERTURNED', 'ERASED'));

-- Of a decision about an erased content the words may go. Nothing else of a decision ever changes.
CREATE OR REPLACE FUNCTION decision_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    words CONSTANT text[] := ARRAY['reasons', 'matches', 'note', 'modified_text'];
BEGIN
    IF TG_OP = 'UPDATE'
       AND to_jsonb(NEW) - words = to_jsonb(OLD) - words
       AND NEW.matches = '[]' AND NEW.note IS NULL AND coalesce(NEW.modified_text, '') = ''
       AND NOT EXISTS (SELECT FROM jsonb_array_elements(NEW.reasons) AS reason WHERE reason ->> 'text' <> 'Erased')
       AND EXISTS (SELECT FROM content c WHERE c.id = OLD.content_id AND c.revision = OLD.revision AND c.status = 'ERASED')
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'decisions are append-only';
END $$;
