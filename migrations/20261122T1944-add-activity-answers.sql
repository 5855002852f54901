ALTER TABLE activity ADD COLUMN answer_to_id uuid;

CREATE INDEX activity_answer_to_id_ix ON activity (workspace_id, answer_to_id, id) WHERE deleted_at IS NULL;

ALTER TABLE activity ADD CONSTRAINT activity_answer_to_id_fk FOREIGN KEY (workspace_id, answer_to_id) REFERENCES activity (workspace_id, id);
