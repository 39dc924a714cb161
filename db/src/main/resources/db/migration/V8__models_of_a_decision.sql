-- Several models may have had a part in a decision: each with the stage that asked it.
ALTER TABLE decision
    ALTER COLUMN model_version TYPE jsonb USING
        CASE WHEN model_version IS NULL THEN '[]'::jsonb
             ELSE jsonb_build_array(jsonb_build_object('stage', 'MlClassifier', 'version', model_version)) END,
    ALTER COLUMN model_version SET DEFAULT '[]',
    ALTER COLUMN model_version SET NOT NULL;
ALTER TABLE decision RENAME COLUMN model_version TO models;
