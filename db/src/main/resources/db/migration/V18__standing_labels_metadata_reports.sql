-- Of each source one label about a decision stands: the last one.
ALTER TABLE feedback ADD COLUMN superseded_at timestamptz;
UPDATE feedback f SET superseded_at = now() WHERE EXISTS (
    SELECT FROM feedback later WHERE later.decision_id = f.decision_id AND later.source = f.source
    AND (later.given_at, later.id) > (f.given_at, f.id));
CREATE UNIQUE INDEX feedback_standing ON feedback (decision_id, source) WHERE superseded_at IS NULL;

-- Reporting has a scope of its own; keys that could report until now still can.
UPDATE api_key SET scopes = scopes || 'REPORT'::text WHERE 'APPEALS' = ANY (scopes) AND NOT 'REPORT' = ANY (scopes);

-- What platforms note about contents for themselves, and what of it can be searched for.
CREATE TABLE content_metadata (
    content_id   uuid PRIMARY KEY,
    community_id text NOT NULL REFERENCES community,
    metadata     jsonb NOT NULL
);
CREATE TABLE content_metadata_value (
    community_id text NOT NULL,
    key          text NOT NULL,
    value        text NOT NULL,
    -- contents sort by the time at which they came, so this is also the order of a search
    content_id   uuid NOT NULL REFERENCES content_metadata ON DELETE CASCADE,
    PRIMARY KEY (community_id, key, value, content_id)
);
CREATE INDEX content_metadata_value_of_content ON content_metadata_value (content_id);
