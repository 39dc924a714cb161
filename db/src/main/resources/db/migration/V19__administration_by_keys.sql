-- A key without a community administers all of them; what is done in one community needs a key of that community.
ALTER TABLE api_key ALTER COLUMN community_id DROP NOT NULL;
-- Who edits a key or the terms of a list says which version they read, as for communities and lists themselves.
ALTER TABLE api_key ADD COLUMN edit_version int NOT NULL DEFAULT 0;
ALTER TABLE blocklist ADD COLUMN terms_version int NOT NULL DEFAULT 0;
