CREATE INDEX activity_owner_id_occur_at_ix ON activity (workspace_id, owner_id, occur_at, id) WHERE deleted_at IS NULL;
