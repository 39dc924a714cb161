-- Where the feed of a community begins from a time on.
CREATE INDEX decision_by_time ON decision (community_id, decided_at);

-- All appeals about a content, not only the waiting one.
CREATE INDEX appeal_of_content ON appeal (content_id);
DROP INDEX appeal_waiting;
