-- An admin asks for a dead letter to be sent again; a process that knows Kafka does so. Until then it was the console that sent it.
ALTER TABLE dead_letter ADD COLUMN sent_at timestamptz;
UPDATE dead_letter SET sent_at = replayed_at;
CREATE INDEX dead_letter_to_send ON dead_letter (failed_at) WHERE replayed_at IS NOT NULL AND sent_at IS NULL;
