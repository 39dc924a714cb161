-- Communities and who may do what in them ------------------------------------------------------------------

CREATE TABLE community (
    id          text PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    name        text NOT NULL,
    -- goes up with every change of a rule, so that nobody decides by rules that are gone
    rules_version  bigint NOT NULL DEFAULT 1,
    policy_version int NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE account (
    id            uuid PRIMARY KEY,
    username      text NOT NULL UNIQUE CHECK (username ~ '^[A-Za-z0-9._@-]{1,100}$'),
    display_name  text NOT NULL,
    password_hash text NOT NULL,
    role          text NOT NULL CHECK (role IN ('ADMIN', 'MODERATOR', 'USER')),
    enabled       boolean NOT NULL DEFAULT true,
    created_at    timestamptz NOT NULL DEFAULT now()
);

-- Where an account may act. For an end user, author_id says which author of that community they are.
CREATE TABLE membership (
    account_id   uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    community_id text NOT NULL REFERENCES community,
    author_id    text,
    PRIMARY KEY (account_id, community_id)
);
CREATE UNIQUE INDEX membership_author ON membership (community_id, author_id) WHERE author_id IS NOT NULL;

CREATE TABLE api_key (
    id              uuid PRIMARY KEY,
    community_id    text NOT NULL REFERENCES community,
    name            text NOT NULL,
    prefix          text NOT NULL,
    -- SHA-256 of a key with 256 random bits: nothing to guess, so a slow hash would only slow every call
    key_hash        bytea NOT NULL UNIQUE,
    scopes          text[] NOT NULL,
    rate_per_minute int NOT NULL CHECK (rate_per_minute > 0),
    created_at      timestamptz NOT NULL DEFAULT now(),
    created_by      text NOT NULL,
    last_used_at    timestamptz,
    revoked_at      timestamptz
);

CREATE TABLE audit_event (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at           timestamptz NOT NULL DEFAULT now(),
    actor        text NOT NULL,
    action       text NOT NULL,
    subject      text NOT NULL,
    community_id text,
    detail       jsonb NOT NULL DEFAULT '{}'
);

-- Policies and rules ---------------------------------------------------------------------------------------

CREATE TABLE policy (
    community_id text NOT NULL REFERENCES community,
    version      int NOT NULL,
    thresholds   jsonb NOT NULL,
    note         text NOT NULL,
    published_by text NOT NULL,
    published_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (community_id, version)
);

CREATE TABLE blocklist (
    id           uuid PRIMARY KEY,
    community_id text NOT NULL REFERENCES community,
    name         text NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('KEYWORD', 'PATTERN')),
    category     text NOT NULL,
    action       text NOT NULL CHECK (action IN ('REJECT', 'REVIEW', 'MODIFY')),
    enabled      boolean NOT NULL DEFAULT true,
    created_at   timestamptz NOT NULL DEFAULT now(),
    UNIQUE (community_id, name)
);

CREATE TABLE blocklist_term (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    blocklist_id uuid NOT NULL REFERENCES blocklist ON DELETE CASCADE,
    term         text NOT NULL,
    added_by     text NOT NULL,
    added_at     timestamptz NOT NULL DEFAULT now(),
    UNIQUE (blocklist_id, term)
);

-- Content and decisions ------------------------------------------------------------------------------------

-- One row a revision. The row is the outbox: while it is QUEUED it is sent again.
CREATE TABLE content (
    id                uuid NOT NULL,
    revision          int NOT NULL CHECK (revision > 0),
    community_id      text NOT NULL REFERENCES community,
    external_id       text NOT NULL,
    author_id         text NOT NULL,
    author_name       text,
    type              text NOT NULL,
    text              text NOT NULL,
    images            text[] NOT NULL DEFAULT '{}',
    language          text,
    url               text,
    created_at        timestamptz,
    parent_text       text,
    submitted_at      timestamptz NOT NULL DEFAULT now(),
    status            text NOT NULL DEFAULT 'QUEUED' CHECK (status IN ('QUEUED', 'DECIDED', 'FAILED')),
    resend_at         timestamptz NOT NULL,
    standing_decision uuid,
    PRIMARY KEY (id, revision),
    UNIQUE (community_id, external_id, revision)
) WITH (fillfactor = 85);
CREATE INDEX content_by_author ON content (community_id, author_id, submitted_at DESC);
CREATE INDEX content_queued ON content (resend_at) WHERE status = 'QUEUED';

-- Append-only: nothing updates or deletes a decision.
CREATE TABLE decision (
    id             uuid PRIMARY KEY,
    seq            bigint GENERATED ALWAYS AS IDENTITY,
    -- the transaction that wrote it: the feed shows only what no running transaction can still precede
    tx             xid8 NOT NULL DEFAULT pg_current_xact_id(),
    community_id   text NOT NULL,
    content_id     uuid NOT NULL,
    revision       int NOT NULL,
    outcome        text NOT NULL CHECK (outcome IN ('APPROVE', 'REJECT', 'REVIEW', 'MODIFY')),
    confidence     float8 NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    reasons        jsonb NOT NULL,
    scores         jsonb NOT NULL,
    modified_text  text,
    matches        jsonb NOT NULL,
    stage          text NOT NULL,
    rule           text,
    model_version  text,
    policy_version int,
    rules_version  bigint,
    cached         boolean NOT NULL,
    automatic      boolean NOT NULL,
    decided_by     text,
    decided_by_id  uuid REFERENCES account,
    supersedes     uuid,
    note           text,
    decided_at     timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (content_id, revision) REFERENCES content (id, revision),
    CHECK (automatic = (decided_by IS NULL))
);
-- the guard of idempotent re-delivery
CREATE UNIQUE INDEX decision_one_automatic ON decision (content_id, revision) WHERE automatic;
-- a decision is superseded once: two people cannot both be the next
CREATE UNIQUE INDEX decision_superseded_once ON decision (supersedes) WHERE supersedes IS NOT NULL;
CREATE INDEX decision_of_content ON decision (content_id, revision, seq) WHERE NOT automatic;
CREATE INDEX decision_feed ON decision (community_id, tx, seq);

CREATE FUNCTION decision_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'decisions are append-only';
END $$;
CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE ON decision
    FOR EACH ROW EXECUTE FUNCTION decision_is_append_only();

-- Human review ---------------------------------------------------------------------------------------------

CREATE TABLE review_case (
    id             uuid PRIMARY KEY,
    community_id   text NOT NULL REFERENCES community,
    content_id     uuid NOT NULL,
    revision       int NOT NULL,
    category       text,
    state          text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'CLAIMED', 'RESOLVED')),
    causes         text[] NOT NULL,
    priority       int NOT NULL,
    priority_parts jsonb NOT NULL,
    opened_at      timestamptz NOT NULL DEFAULT now(),
    -- the queue's order: a point of priority weighs as much as an hour of waiting, so the order never has to be recomputed
    rank_at        timestamptz NOT NULL,
    due_at         timestamptz NOT NULL,
    claimed_by     uuid REFERENCES account,
    lease_until    timestamptz,
    -- whoever made the decision that is appealed against must not judge it again
    barred         uuid REFERENCES account,
    resolved_at    timestamptz,
    resolution     uuid REFERENCES decision,
    FOREIGN KEY (content_id, revision) REFERENCES content (id, revision)
);
-- one for each revision: a case never changes the text that it is about under the moderator's eyes
CREATE UNIQUE INDEX review_case_one_open ON review_case (content_id, revision) WHERE state <> 'RESOLVED';
CREATE INDEX review_case_queue ON review_case (rank_at) WHERE state <> 'RESOLVED';
CREATE INDEX review_case_mine ON review_case (claimed_by) WHERE state = 'CLAIMED';

CREATE TABLE report (
    id           uuid PRIMARY KEY,
    community_id text NOT NULL,
    content_id   uuid NOT NULL,
    revision     int NOT NULL,
    reporter_id  text NOT NULL,
    category     text,
    reason       text NOT NULL,
    reported_at  timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (content_id, revision) REFERENCES content (id, revision),
    UNIQUE (content_id, revision, reporter_id)
);

CREATE TABLE appeal (
    id           uuid PRIMARY KEY,
    community_id text NOT NULL,
    content_id   uuid NOT NULL,
    revision     int NOT NULL,
    decision_id  uuid NOT NULL UNIQUE REFERENCES decision,
    author_id    text NOT NULL,
    text         text NOT NULL,
    state        text NOT NULL DEFAULT 'RECEIVED' CHECK (state IN ('RECEIVED', 'UPHELD', 'OVERTURNED')),
    received_at  timestamptz NOT NULL DEFAULT now(),
    decided_at   timestamptz,
    decided_by   text,
    answer       text,
    outcome_decision uuid REFERENCES decision,
    FOREIGN KEY (content_id, revision) REFERENCES content (id, revision)
);
CREATE INDEX appeal_waiting ON appeal (content_id) WHERE state = 'RECEIVED';

CREATE TABLE feedback (
    id           uuid PRIMARY KEY,
    community_id text NOT NULL,
    content_id   uuid NOT NULL,
    revision     int NOT NULL,
    decision_id  uuid NOT NULL REFERENCES decision,
    source       text NOT NULL CHECK (source IN ('REVIEW', 'APPEAL', 'REPORT', 'CLIENT')),
    predicted    text NOT NULL,
    actual       text NOT NULL,
    categories   text[] NOT NULL DEFAULT '{}',
    note         text,
    given_by     text NOT NULL,
    given_at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX feedback_of_community ON feedback (community_id, given_at);

-- The platform itself --------------------------------------------------------------------------------------

CREATE TABLE dead_letter (
    id            uuid PRIMARY KEY,
    topic         text NOT NULL,
    kafka_partition int NOT NULL,
    kafka_offset  bigint NOT NULL,
    record_key    text,
    payload       text NOT NULL,
    content_id    uuid,
    revision      int,
    cause         text NOT NULL,
    failed_at     timestamptz NOT NULL DEFAULT now(),
    replayed_at   timestamptz,
    replayed_by   text,
    -- the same record read twice from the dead-letter topic is one dead letter
    UNIQUE (topic, kafka_partition, kafka_offset)
);
CREATE INDEX dead_letter_waiting ON dead_letter (failed_at) WHERE replayed_at IS NULL;

CREATE TABLE running_model (
    instance    text PRIMARY KEY,
    version     text NOT NULL,
    name        text NOT NULL,
    card        text NOT NULL,
    metrics     jsonb NOT NULL,
    categories  text[] NOT NULL,
    loaded_at   timestamptz NOT NULL,
    seen_at     timestamptz NOT NULL DEFAULT now()
);
