-- The request that brought a revision, in the form of W3C Trace Context, where that request is traced (decision record 33).
ALTER TABLE content ADD COLUMN trace_parent text;
-- no row has one yet, so nobody need read them all
ALTER TABLE content ADD CONSTRAINT content_trace_parent_form CHECK (trace_parent ~ '^00-[0-9a-f]{32}-[0-9a-f]{16}-01$') NOT VALID;
