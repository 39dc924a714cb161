-- What a community reports as OpenAI's categories; null where it keeps the default, so that a better default reaches it.
ALTER TABLE community ADD COLUMN openai_mapping jsonb;
