-- who erases a content erases what was suggested about it
CREATE INDEX suggestion_of_content ON suggestion (community_id, client_token) WHERE client_token IS NOT NULL;
