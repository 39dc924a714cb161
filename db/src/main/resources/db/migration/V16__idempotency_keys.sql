-- Calls that their caller may repeat, each with its answer, for a day.
CREATE TABLE idempotency_key (
    api_key_id  uuid NOT NULL REFERENCES api_key,
    key         text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    -- SHA-256 of the call
    fingerprint bytea NOT NULL,
    -- who is working on it
    claim       uuid NOT NULL,
    began_at    timestamptz NOT NULL DEFAULT now(),
    -- a process that has not answered by then was killed
    lease_until timestamptz NOT NULL,
    -- null until there is an answer
    status      int,
    headers     jsonb,
    -- compressed; null where the answer was too large to keep
    body        bytea,
    -- the contents that the answer may hold words of
    contents    uuid[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (api_key_id, key)
);
CREATE INDEX idempotency_key_began ON idempotency_key (began_at);
CREATE INDEX idempotency_key_contents ON idempotency_key USING gin (contents);
