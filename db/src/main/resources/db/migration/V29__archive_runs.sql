-- Jobs over what the platform has kept, as their reports say, and what a re-moderation would decide otherwise (decision record 35).

CREATE TABLE archive_run (
    id           uuid PRIMARY KEY,
    community_id text NOT NULL REFERENCES community,
    kind         text NOT NULL CHECK (kind IN ('RE_MODERATION', 'BACK_TEST', 'DATA_SET', 'STATISTICS')),
    state        text NOT NULL DEFAULT 'RUNNING' CHECK (state IN ('RUNNING', 'FINISHED')),
    -- who gave the command, as the machine knows them
    begun_by     text NOT NULL,
    -- the folder of its results
    output       text NOT NULL,
    -- what was asked: model, versions, range
    job          jsonb NOT NULL,
    report       jsonb,
    began_at     timestamptz NOT NULL DEFAULT now(),
    -- a job that is killed says nothing; one that has not been heard of for long is not running
    heard_at     timestamptz NOT NULL DEFAULT now(),
    ended_at     timestamptz,
    CHECK ((state = 'FINISHED') = (report IS NOT NULL AND ended_at IS NOT NULL))
);
CREATE INDEX archive_run_by_time ON archive_run (began_at DESC);

-- A content whose automatic decision would be another one. No foreign key to content: retention and erasure take the row away with it.
CREATE TABLE archive_change (
    run_id           uuid NOT NULL REFERENCES archive_run ON DELETE CASCADE,
    content_id       uuid NOT NULL,
    revision         int NOT NULL,
    -- the decision that stood when the content was judged again
    standing         uuid NOT NULL,
    standing_outcome text NOT NULL CHECK (standing_outcome IN ('APPROVE', 'REJECT', 'REVIEW', 'MODIFY')),
    outcome          text NOT NULL CHECK (outcome IN ('APPROVE', 'REJECT', 'REVIEW', 'MODIFY')),
    -- the whole result
    result           jsonb NOT NULL,
    PRIMARY KEY (run_id, content_id)
);
CREATE INDEX archive_change_of_content ON archive_change (content_id);

-- Deletes these contents and everything that is about them.
CREATE OR REPLACE FUNCTION forget_contents(ids uuid[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
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
    DELETE FROM archive_change WHERE content_id = ANY (ids);
    DELETE FROM kept_content WHERE content_id = ANY (ids);
    DELETE FROM decision WHERE content_id = ANY (ids);
    DELETE FROM content WHERE id = ANY (ids);
    PERFORM set_config('moderato.retention', 'off', true);
END $$;
