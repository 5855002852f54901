-- Who was erased, when and why: without a word of whom. It is what a restored database has to do again.
CREATE TABLE erasure_log (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  record_id uuid NOT NULL,
  reason text NOT NULL,
  principal_id uuid NOT NULL,
  begun_at timestamptz NOT NULL,
  -- Empty while it is under way, or broke off: it is then done again.
  finished_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX erasure_log_open_ix ON erasure_log (workspace_id, begun_at) WHERE finished_at IS NULL;
ALTER TABLE erasure_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON erasure_log USING (workspace_id = current_workspace());

-- Nothing was ever kept in it.
ALTER TABLE object_setting DROP COLUMN own;
