-- The scores that clients think a text should have had. None counts before a moderator has accepted it; all are deleted when they are old.
CREATE TABLE suggestion (
    id               uuid PRIMARY KEY,
    community_id     text NOT NULL REFERENCES community,
    api_key_id       uuid NOT NULL REFERENCES api_key,
    text             text NOT NULL,
    parent_text      text,
    -- an array of {attribute, category, suggested, ours}
    scores           jsonb NOT NULL,
    language         text,
    model_version    text,
    client_community text,
    client_token     text,
    given_at         timestamptz NOT NULL DEFAULT now(),
    state            text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'ACCEPTED', 'REFUSED')),
    -- the attributes whose scores a moderator found right
    accepted         text[] NOT NULL DEFAULT '{}',
    decided_at       timestamptz,
    decided_by       text
);
-- the same text from the same key waits once; the newest scores count
CREATE UNIQUE INDEX suggestion_waiting ON suggestion (api_key_id, md5(text)) WHERE state = 'OPEN';
CREATE INDEX suggestion_to_read ON suggestion (community_id, given_at) WHERE state = 'OPEN';
CREATE INDEX suggestion_labelled ON suggestion (community_id, id) WHERE state = 'ACCEPTED';
CREATE INDEX suggestion_age ON suggestion (given_at);

ALTER TABLE feedback DROP CONSTRAINT feedback_source_check;
ALTER TABLE feedback ADD CONSTRAINT feedback_source_check CHECK (source IN ('REVIEW', 'APPEAL', 'REPORT', 'CLIENT', 'SUGGESTION'));
