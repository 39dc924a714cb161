-- What no stage examined is told, and the policy says what follows from it.

ALTER TABLE decision
    ADD COLUMN unexamined jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN detected_language text;

-- An outcome for each reason; a reason that is left out has its default, so that a new reason needs no new versions.
ALTER TABLE policy
    ADD COLUMN unexamined jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN chain text NOT NULL DEFAULT 'STRICTEST_WINS' CHECK (chain IN ('STRICTEST_WINS', 'FIRST_DOUBT_ENDS'));
