-- A case whose moderator has decided and may still take it back: nobody else can have it.
ALTER TABLE review_case DROP CONSTRAINT review_case_state_check;
ALTER TABLE review_case ADD CONSTRAINT review_case_state_check CHECK (state IN ('OPEN', 'CLAIMED', 'PENDING', 'RESOLVED'));

-- What a moderator decided, until its time to be taken back is over and a second transaction makes it final.
CREATE TABLE pending_decision (
    case_id         uuid PRIMARY KEY REFERENCES review_case,
    content_id      uuid NOT NULL,
    revision        int NOT NULL,
    moderator       uuid NOT NULL REFERENCES account,
    outcome         text NOT NULL CHECK (outcome IN ('APPROVE', 'REJECT', 'MODIFY')),
    reason          text NOT NULL,
    category        text,
    note            text,
    modified_text   text,
    -- what was there when it was decided: whatever differs later came after it
    standing        uuid NOT NULL REFERENCES decision,
    newest_revision int NOT NULL,
    reports         int NOT NULL,
    appeals         int NOT NULL,
    decided_at      timestamptz NOT NULL DEFAULT now(),
    final_at        timestamptz NOT NULL,
    FOREIGN KEY (content_id, revision) REFERENCES content (id, revision)
);
CREATE INDEX pending_decision_due ON pending_decision (final_at);
CREATE INDEX pending_decision_of ON pending_decision (moderator, decided_at);

-- Decisions that were not made because something newer came, until their moderator has read it.
CREATE TABLE returned_decision (
    id          uuid PRIMARY KEY,
    case_id     uuid NOT NULL REFERENCES review_case,
    moderator   uuid NOT NULL REFERENCES account,
    outcome     text NOT NULL,
    why         text NOT NULL,
    returned_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX returned_decision_of ON returned_decision (moderator, returned_at);

-- Which cases a moderator put back on purpose: they are offered others first, until that time.
CREATE TABLE review_skip (
    moderator  uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    case_id    uuid NOT NULL REFERENCES review_case,
    skipped_at timestamptz NOT NULL DEFAULT now(),
    until      timestamptz NOT NULL,
    PRIMARY KEY (moderator, case_id)
);
