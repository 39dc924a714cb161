-- What a re-moderation would decide otherwise can become decisions, with two admins' consent (decision record 36).

-- An automatic decision may supersede an automatic one. What guards the re-delivery of a record is that a revision has one first decision.
CREATE UNIQUE INDEX decision_first ON decision (content_id, revision) WHERE supersedes IS NULL;
CREATE INDEX decision_later ON decision (content_id, revision, seq) WHERE supersedes IS NOT NULL;
DROP INDEX decision_one_automatic;
DROP INDEX decision_of_content;
-- people always decide about something that was decided
ALTER TABLE decision ADD CONSTRAINT decision_first_is_automatic CHECK (automatic OR supersedes IS NOT NULL) NOT VALID;
-- earlier programs name the old index when they record a decision
UPDATE schema_fit SET oldest_program = '30';

-- An admin's wish to apply changes of a run. Somebody else has to approve it.
CREATE TABLE archive_application (
    id              uuid PRIMARY KEY,
    run_id          uuid NOT NULL REFERENCES archive_run ON DELETE CASCADE,
    state           text NOT NULL DEFAULT 'PROPOSED'
                    CHECK (state IN ('PROPOSED', 'WITHDRAWN', 'APPLYING', 'APPLIED', 'UNDOING', 'UNDONE')),
    stopped         boolean NOT NULL DEFAULT false,
    -- why it stopped by itself; null if an admin stopped it
    stopped_because text,
    at_most         int NOT NULL CHECK (at_most BETWEEN 1 AND 10000000),
    per_minute      int NOT NULL CHECK (per_minute BETWEEN 1 AND 6000),
    -- such as APPROVE>REVIEW; empty for all
    directions      text[] NOT NULL,
    note            text NOT NULL CHECK (length(note) <= 2000),
    proposed_by     uuid NOT NULL REFERENCES account,
    proposed_at     timestamptz NOT NULL DEFAULT now(),
    approved_by     uuid REFERENCES account,
    approved_at     timestamptz,
    -- when the next step may be done
    next_at         timestamptz NOT NULL DEFAULT now(),
    -- how many changes came to what; erasing a content takes its change away, and not what was counted
    counts          jsonb NOT NULL DEFAULT '{"applied": 0, "skipped": {}, "undone": 0, "kept": {}}',
    ended_at        timestamptz,
    CHECK (approved_by <> proposed_by),
    CHECK (state IN ('PROPOSED', 'WITHDRAWN') OR approved_by IS NOT NULL),
    CHECK (NOT stopped OR state IN ('APPLYING', 'UNDOING'))
);
CREATE UNIQUE INDEX archive_application_at_work ON archive_application (run_id) WHERE state IN ('PROPOSED', 'APPLYING', 'UNDOING');
CREATE INDEX archive_application_of_run ON archive_application (run_id, proposed_at);
CREATE INDEX archive_application_due ON archive_application (next_at) WHERE state IN ('APPLYING', 'UNDOING') AND NOT stopped;

ALTER TABLE archive_change
    ADD COLUMN application_id uuid REFERENCES archive_application,
    ADD COLUMN state          text CHECK (state IN ('APPLIED', 'SKIPPED', 'UNDONE', 'KEPT')),
    -- why it was skipped, or was not taken back
    ADD COLUMN left_because   text,
    -- the newest decision that was made of it
    ADD COLUMN decision_id    uuid,
    ADD CHECK ((application_id IS NULL) = (state IS NULL)),
    ADD CHECK ((state IN ('APPLIED', 'UNDONE')) = (left_because IS NULL));
CREATE INDEX archive_change_left ON archive_change (run_id, standing_outcome, outcome) WHERE application_id IS NULL;
CREATE INDEX archive_change_applied ON archive_change (application_id) WHERE state = 'APPLIED';
CREATE INDEX archive_change_of_application ON archive_change (application_id) WHERE application_id IS NOT NULL;
