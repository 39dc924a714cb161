-- Goes up with every edit, so that whoever edits what somebody else changed meanwhile is told so. A policy has its own: policy_version.

ALTER TABLE community ADD COLUMN edit_version int NOT NULL DEFAULT 0;
ALTER TABLE blocklist ADD COLUMN edit_version int NOT NULL DEFAULT 0;
