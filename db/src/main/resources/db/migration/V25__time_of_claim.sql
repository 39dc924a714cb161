-- When the moderator took the case who has it, or who decided it: how long a decision takes. Unknown for cases of earlier days.
ALTER TABLE review_case ADD COLUMN claimed_at timestamptz;
