-- What a receiver outside is told of. People edit it; the process that delivers ends it when nobody answers there for days.
CREATE TABLE webhook_subscription (
    id             uuid PRIMARY KEY,
    community_id   text NOT NULL REFERENCES community,
    name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    url            text NOT NULL,
    types          text[] NOT NULL,
    with_texts     boolean NOT NULL,
    -- since when events are collected for it; null while it is disabled
    enabled_since  timestamptz,
    disabled_because text,
    -- encrypted with a key that is not in the database (decision 22)
    secret         bytea NOT NULL,
    previous_secret       bytea,
    previous_secret_until timestamptz,
    created_at     timestamptz NOT NULL,
    created_by     text NOT NULL,
    edit_version   int NOT NULL DEFAULT 0,
    UNIQUE (community_id, name),
    CHECK ((enabled_since IS NULL) = (disabled_because IS NOT NULL)),
    CHECK ((previous_secret IS NULL) = (previous_secret_until IS NULL))
);

-- How it goes with each of them. One process at a time delivers to a receiver: the one that holds the lease. The row outlives its
-- subscription until the deliveries of that are removed.
CREATE TABLE webhook_receiver (
    subscription_id uuid PRIMARY KEY,
    lease_holder    uuid,
    lease_until     timestamptz,
    last_turn_at    timestamptz NOT NULL DEFAULT 'epoch',
    failures_in_row int NOT NULL DEFAULT 0,
    failing_since   timestamptz,
    paused_until    timestamptz
) WITH (fillfactor = 50);

-- One event for one receiver. It refers to no other table, so that a hot insert locks no row that people edit. It holds ids and outcomes,
-- never a text.
CREATE TABLE webhook_delivery (
    -- the order, too: events are collected in their order
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subscription_id uuid NOT NULL,
    event_id        text NOT NULL,
    type            text NOT NULL,
    event_at        timestamptz NOT NULL,
    content_id      uuid,
    -- deliveries with the same key wait for one another
    order_key       text NOT NULL,
    subject         text NOT NULL,
    detail          jsonb NOT NULL,
    state           text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'DELIVERED', 'DEAD')),
    -- when it is due; before its first attempt that is when it was collected
    next_at         timestamptz NOT NULL DEFAULT now(),
    attempts        int NOT NULL DEFAULT 0,
    first_failed_at timestamptz,
    settled_at      timestamptz,
    -- of the call that was taken
    status          int,
    took_millis     int,
    CHECK ((state = 'WAITING') = (settled_at IS NULL))
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
CREATE INDEX webhook_delivery_due ON webhook_delivery (subscription_id, next_at, id) WHERE state = 'WAITING';
CREATE INDEX webhook_delivery_order ON webhook_delivery (subscription_id, order_key, id) WHERE state = 'WAITING';
CREATE INDEX webhook_delivery_settled ON webhook_delivery (state, settled_at) WHERE state <> 'WAITING';
CREATE INDEX webhook_delivery_of_subscription ON webhook_delivery (subscription_id, id);
-- erasing a content removes what is about it
CREATE INDEX webhook_delivery_of_content ON webhook_delivery (content_id);

-- The calls that were not taken. What a receiver took stands in the delivery itself.
CREATE TABLE webhook_attempt (
    delivery_id bigint NOT NULL,
    at          timestamptz NOT NULL DEFAULT now(),
    cause       text NOT NULL,
    -- a sentence for people
    words       text NOT NULL,
    status      int,
    took_millis int NOT NULL,
    answer      text NOT NULL
);
CREATE INDEX webhook_attempt_of_delivery ON webhook_attempt (delivery_id, at);
