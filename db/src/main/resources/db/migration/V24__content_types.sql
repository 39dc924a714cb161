-- Types of contents that communities define, each with a schema of its fields (decision record 27).
CREATE TABLE content_type (
    id           uuid PRIMARY KEY,
    community_id text NOT NULL REFERENCES community,
    key          text NOT NULL CHECK (key ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    -- the newest version of its schema, by which new contents are checked
    version      int NOT NULL CHECK (version > 0),
    -- a retired type takes nothing new; what it has stays
    retired      boolean NOT NULL DEFAULT false,
    edit_version int NOT NULL DEFAULT 0,
    UNIQUE (community_id, key)
);

-- Every schema that a type has had. A version never changes. It is text, because the order of properties counts.
CREATE TABLE content_type_version (
    community_id text NOT NULL,
    key          text NOT NULL,
    version      int NOT NULL CHECK (version > 0),
    schema       text NOT NULL,
    made_by      text NOT NULL,
    made_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (community_id, key, version),
    FOREIGN KEY (community_id, key) REFERENCES content_type (community_id, key) ON DELETE CASCADE
);

-- The fields as they were sent, with the version that they were checked against; text and images of such a content follow from them.
ALTER TABLE content
    ADD COLUMN fields json,
    ADD COLUMN type_version int,
    ADD CONSTRAINT content_fields_have_a_version CHECK ((fields IS NULL) = (type_version IS NULL)),
    ADD CONSTRAINT content_type_is_known
        FOREIGN KEY (community_id, type, type_version) REFERENCES content_type_version (community_id, key, version);
-- whether a type is in use
CREATE INDEX content_of_type ON content (community_id, type, type_version) WHERE type_version IS NOT NULL;
