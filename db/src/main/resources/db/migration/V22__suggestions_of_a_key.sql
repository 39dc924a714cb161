-- how far the suggestions of a key were right until now, told beside each that waits
CREATE INDEX suggestion_decided ON suggestion (api_key_id, state) WHERE state <> 'OPEN';
