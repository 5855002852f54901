-- A file on its way out: what was asked for, and where the file stands until it is removed.
CREATE TABLE export_file (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  format text NOT NULL,
  file_name text NOT NULL,
  -- Rows, columns and form, as they were asked for.
  request jsonb NOT NULL,
  -- Null while the rows are not counted or the file is not made.
  row_count bigint,
  file_size bigint,
  -- Under what name the file stands in the storage.
  file_key text,
  -- The background job; null for files that were made at once.
  batch_id uuid,
  principal_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  -- When the file stood whole in the storage, and when it was taken away again.
  made_at timestamptz,
  removed_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX export_file_recent_ix ON export_file (workspace_id, principal_id, created_at, id);
CREATE INDEX export_file_kept_ix ON export_file (workspace_id, created_at) WHERE removed_at IS NULL;

-- What was done that no record's history holds: exports and their downloads. Append-only.
CREATE TABLE audit_log (
  workspace_id uuid NOT NULL,
  at timestamptz NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  principal_id uuid NOT NULL,
  behalf_id uuid,
  through text NOT NULL,
  object text,
  details jsonb NOT NULL,
  PRIMARY KEY (workspace_id, at, id)
) PARTITION BY RANGE (at);
CREATE INDEX audit_log_kind_ix ON audit_log (workspace_id, kind, at, id);
CREATE TABLE audit_log_rest PARTITION OF audit_log DEFAULT;

ALTER TABLE export_file ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON export_file USING (workspace_id = current_workspace());
ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON audit_log USING (workspace_id = current_workspace());
