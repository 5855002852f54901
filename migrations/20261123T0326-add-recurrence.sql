-- What is planned already keeps its instant alone, as its history says; its zone and wall time come with its next change.
ALTER TABLE activity ADD COLUMN time_zone text;

ALTER TABLE activity ADD COLUMN wall_time text;

ALTER TABLE activity ADD COLUMN recurrence text;

ALTER TABLE activity ADD COLUMN extra_times text;

ALTER TABLE activity ADD COLUMN repeats_until timestamp with time zone;

ALTER TABLE activity ADD COLUMN series_id uuid;

ALTER TABLE activity ADD COLUMN instance text;

CREATE INDEX activity_series_id_ix ON activity (workspace_id, series_id, id) WHERE deleted_at IS NULL AND series_id IS NOT NULL;

CREATE INDEX activity_owner_id_recurrence_ix ON activity (workspace_id, owner_id, recurrence, id) WHERE deleted_at IS NULL AND recurrence IS NOT NULL;

CREATE UNIQUE INDEX activity_series_id_instance_key ON activity (workspace_id, series_id, instance) WHERE deleted_at IS NULL AND series_id IS NOT NULL;

ALTER TABLE activity ADD CONSTRAINT activity_series_id_fk FOREIGN KEY (workspace_id, series_id) REFERENCES activity (workspace_id, id);
