-- Reports follow the content -------------------------------------------------------------------------------

ALTER TABLE report
    -- the human decision that was made with this report in sight
    ADD COLUMN answered_by uuid REFERENCES decision,
    -- that decision approved the content: the report makes no later case more urgent
    ADD COLUMN dismissed boolean NOT NULL DEFAULT false,
    ADD CHECK (NOT dismissed OR answered_by IS NOT NULL),
    DROP CONSTRAINT report_content_id_revision_reporter_id_key;
-- a person may give several reasons, each once
CREATE UNIQUE INDEX report_once ON report (content_id, revision, reporter_id, coalesce(category, ''), md5(reason));

-- An approval outweighs an earlier restriction; the cases were about one revision then, so were the answers.
UPDATE report r SET answered_by = a.decision_id, dismissed = a.approved
FROM (SELECT DISTINCT ON (r.id) r.id AS report_id, d.id AS decision_id, d.outcome = 'APPROVE' AS approved
      FROM report r
      JOIN decision d ON d.content_id = r.content_id AND d.revision = r.revision AND NOT d.automatic
                     AND d.decided_at >= r.reported_at
      ORDER BY r.id, d.outcome = 'APPROVE' DESC, d.seq) AS a
WHERE a.report_id = r.id;

-- Cases follow the content ---------------------------------------------------------------------------------

ALTER TABLE review_case ADD COLUMN merged_into uuid REFERENCES review_case;

-- Of several open cases about one content one stays: the one with the oldest appeal, else the one about the newest text.
CREATE TEMPORARY TABLE merging ON COMMIT DROP AS
SELECT id, causes, priority, priority_parts, opened_at, due_at, category, revision,
       first_value(id) OVER (PARTITION BY content_id
                             ORDER BY 'APPEAL' = ANY (causes) DESC,
                                      CASE WHEN 'APPEAL' = ANY (causes) THEN revision ELSE -revision END) AS survivor,
       count(*) OVER (PARTITION BY content_id) AS cases
FROM review_case WHERE state <> 'RESOLVED';
DELETE FROM merging WHERE cases = 1;

UPDATE review_case c SET
    causes = u.causes,
    priority = u.priority,
    priority_parts = u.priority_parts,
    opened_at = u.opened_at,
    rank_at = u.opened_at - u.priority * interval '1 hour',
    due_at = u.due_at,
    category = coalesce(c.category, u.category)
FROM (SELECT survivor,
             (SELECT array_agg(DISTINCT cause) FROM merging m, unnest(m.causes) AS cause WHERE m.survivor = g.survivor) AS causes,
             max(priority) AS priority,
             (array_agg(priority_parts ORDER BY priority DESC))[1] AS priority_parts,
             min(opened_at) AS opened_at,
             min(due_at) AS due_at,
             (array_agg(category ORDER BY priority DESC) FILTER (WHERE category IS NOT NULL))[1] AS category
      FROM merging g GROUP BY survivor) AS u
WHERE c.id = u.survivor;

UPDATE review_case c SET
    state = 'RESOLVED', resolved_at = now(), claimed_by = NULL, lease_until = NULL, merged_into = m.survivor
FROM merging m WHERE m.id = c.id AND m.id <> m.survivor;

INSERT INTO audit_event (actor, action, subject, community_id, detail)
SELECT 'migration', 'case.merge', c.id::text, c.community_id,
       jsonb_build_object('into', m.survivor::text, 'content', c.content_id::text, 'revision', c.revision::text)
FROM merging m JOIN review_case c ON c.id = m.id WHERE m.id <> m.survivor;

DROP INDEX review_case_one_open;
-- one for each content: it goes on with the newest text, except that an appeal is about the text that was decided
CREATE UNIQUE INDEX review_case_one_open ON review_case (content_id) WHERE state <> 'RESOLVED';

-- Restrictions follow the text -----------------------------------------------------------------------------

-- A human's REJECT or MODIFY, and the text that it is about, until a human decides otherwise about that text.
CREATE TABLE restriction (
    decision_id  uuid PRIMARY KEY REFERENCES decision,
    community_id text NOT NULL,
    author_id    text NOT NULL,
    content_id   uuid NOT NULL,
    revision     int NOT NULL,
    -- SHA-256 of the letters, or of the images where there is no text
    text_key     bytea NOT NULL,
    -- SHA-256 of the images; null if there are none
    images_key   bytea,
    -- the text without what disguises it: what near-sameness is measured on
    letters      text NOT NULL,
    letter_count int NOT NULL,
    made_at      timestamptz NOT NULL DEFAULT now(),
    lifted_by    uuid REFERENCES decision,
    FOREIGN KEY (content_id, revision) REFERENCES content (id, revision)
);
CREATE INDEX restriction_in_force ON restriction (community_id, author_id, made_at DESC) WHERE lifted_by IS NULL;
CREATE INDEX restriction_of_text ON restriction (community_id, author_id, text_key) WHERE lifted_by IS NULL;
CREATE INDEX restriction_of_content ON restriction (content_id) WHERE lifted_by IS NULL;
CREATE INDEX restriction_lifted ON restriction (lifted_by) WHERE lifted_by IS NOT NULL;

-- An automatic decision that came out stricter because of an earlier human one.
CREATE TABLE tightened_decision (
    decision_id    uuid PRIMARY KEY REFERENCES decision,
    earlier        uuid NOT NULL REFERENCES decision,
    stages_outcome text NOT NULL CHECK (stages_outcome IN ('APPROVE', 'REJECT', 'REVIEW', 'MODIFY'))
);
CREATE INDEX tightened_decision_by ON tightened_decision (earlier);
