-- Contents go, with all that is about them, when nobody needs them any more (decision record 32).

-- For how many days a community keeps what; null is the usual.
ALTER TABLE community
    ADD COLUMN keep_approved_days   int CHECK (keep_approved_days BETWEEN 1 AND 36500),
    ADD COLUMN keep_restricted_days int CHECK (keep_restricted_days BETWEEN 1 AND 36500),
    ADD COLUMN keep_labelled_days   int CHECK (keep_labelled_days BETWEEN 1 AND 36500);

-- How far contents were looked at, in the order of their ids, which is that of time.
CREATE TABLE retention_progress (
    only_row     boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    looked_until uuid NOT NULL
);
INSERT INTO retention_progress (looked_until) VALUES ('00000000-0000-0000-0000-000000000000');

-- Contents that were looked at when they were old enough to go, and stay: each waits here for its own time.
CREATE TABLE kept_content (
    content_id   uuid PRIMARY KEY,
    community_id text NOT NULL REFERENCES community,
    kind         text NOT NULL CHECK (kind IN ('APPROVED', 'RESTRICTED', 'LABELLED', 'OPEN')),
    -- when the last thing happened to it
    last_at      timestamptz NOT NULL,
    looked_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX kept_content_by_age ON kept_content (community_id, kind, last_at);
CREATE INDEX kept_content_open ON kept_content (looked_at) WHERE kind = 'OPEN';

-- What a delete looks for backwards.
CREATE INDEX appeal_outcome ON appeal (outcome_decision) WHERE outcome_decision IS NOT NULL;
CREATE INDEX feedback_of_decision ON feedback (decision_id);
CREATE INDEX report_answered ON report (answered_by) WHERE answered_by IS NOT NULL;
CREATE INDEX review_case_resolution ON review_case (resolution) WHERE resolution IS NOT NULL;
CREATE INDEX review_case_merged ON review_case (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX pending_decision_of_content ON pending_decision (content_id);
CREATE INDEX pending_decision_standing ON pending_decision (standing);
CREATE INDEX returned_decision_of_case ON returned_decision (case_id);
CREATE INDEX review_skip_of_case ON review_skip (case_id);

-- Decisions go only with their contents, by the function below, which alone can say so: only the owner of a table deletes from it.
CREATE OR REPLACE FUNCTION decision_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    words CONSTANT text[] := ARRAY['reasons', 'matches', 'note', 'modified_text'];
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('moderato.retention', true) = 'on' THEN
        RETURN OLD;
    END IF;
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

-- Deletes these contents and everything that is about them.
CREATE FUNCTION forget_contents(ids uuid[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    -- as the function's own setting it would need a superuser to create the function
    PERFORM set_config('moderato.retention', 'on', true);
    DELETE FROM review_skip s USING review_case c WHERE s.case_id = c.id AND c.content_id = ANY (ids);
    DELETE FROM returned_decision r USING review_case c WHERE r.case_id = c.id AND c.content_id = ANY (ids);
    DELETE FROM pending_decision WHERE content_id = ANY (ids);
    DELETE FROM restriction WHERE content_id = ANY (ids);
    DELETE FROM tightened_decision t USING decision d WHERE t.decision_id = d.id AND d.content_id = ANY (ids);
    -- a later content may have been decided more strictly because of this one; its decision says so in words
    DELETE FROM tightened_decision t USING decision d WHERE t.earlier = d.id AND d.content_id = ANY (ids);
    DELETE FROM appeal WHERE content_id = ANY (ids);
    DELETE FROM feedback WHERE content_id = ANY (ids);
    DELETE FROM report WHERE content_id = ANY (ids);
    DELETE FROM review_case WHERE content_id = ANY (ids);
    DELETE FROM content_metadata WHERE content_id = ANY (ids);
    DELETE FROM dead_letter WHERE content_id = ANY (ids) OR record_key = ANY (ids::text[]);
    DELETE FROM webhook_attempt a USING webhook_delivery d WHERE a.delivery_id = d.id AND d.content_id = ANY (ids);
    DELETE FROM webhook_delivery WHERE content_id = ANY (ids);
    DELETE FROM erasure WHERE content_id = ANY (ids) AND finished_at IS NOT NULL;
    DELETE FROM kept_content WHERE content_id = ANY (ids);
    DELETE FROM decision WHERE content_id = ANY (ids);
    DELETE FROM content WHERE id = ANY (ids);
    PERFORM set_config('moderato.retention', 'off', true);
END $$;

-- Deletes some entries of the audit trail that are older than that, and says how many.
CREATE FUNCTION forget_audit(before timestamptz, at_most int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE
    forgotten int;
BEGIN
    -- entries have their numbers in the order of time
    DELETE FROM audit_event WHERE id IN (SELECT id FROM (SELECT id, at FROM audit_event ORDER BY id LIMIT at_most) AS oldest WHERE at < before);
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    RETURN forgotten;
END $$;

REVOKE EXECUTE ON FUNCTION forget_contents, forget_audit FROM PUBLIC;
