-- Many records written by one statement are one row of the outbox: `records` holds [id, revision, place of the changed fields in payload.sets, named people] of each.
ALTER TABLE outbox ADD COLUMN records jsonb, ADD COLUMN events integer NOT NULL DEFAULT 1;
