-- so that a caller who names a language is told at once whether a model reads it
ALTER TABLE running_model ADD COLUMN languages text[] NOT NULL DEFAULT '{}';
