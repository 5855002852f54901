-- A file on its way in: how it is read, what is in it, what the user decided. What it writes is a batch.
CREATE TABLE import_file (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  file_name text NOT NULL,
  -- Where the bytes stand in the file storage.
  file_hash text NOT NULL,
  file_size bigint NOT NULL,
  format jsonb NOT NULL,
  -- Name, content and suggestion of each column.
  columns jsonb NOT NULL,
  row_count bigint NOT NULL,
  plan jsonb NOT NULL,
  -- What the whole file would do under this plan; null while the plan has not been checked.
  check_result jsonb,
  check_batch_id uuid,
  batch_id uuid,
  principal_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX import_file_recent_ix ON import_file (workspace_id, created_at, id);

-- Rows that were not taken as they stand, with the reasons.
CREATE TABLE import_row (
  workspace_id uuid NOT NULL,
  import_id uuid NOT NULL,
  row_number bigint NOT NULL,
  -- rejected: no record came of it; noted: a record did, but something was left out.
  outcome text NOT NULL,
  cells jsonb NOT NULL,
  problems jsonb NOT NULL,
  PRIMARY KEY (workspace_id, import_id, row_number),
  CONSTRAINT import_row_outcome CHECK (outcome IN ('rejected', 'noted'))
);

-- References to records of the same file, set when all of its rows are in.
CREATE TABLE import_pending_reference (
  workspace_id uuid NOT NULL,
  import_id uuid NOT NULL,
  row_number bigint NOT NULL,
  field text NOT NULL,
  record_id uuid NOT NULL,
  named text NOT NULL,
  PRIMARY KEY (workspace_id, import_id, row_number, field)
);

ALTER TABLE import_file ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON import_file USING (workspace_id = current_workspace());
ALTER TABLE import_row ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON import_row USING (workspace_id = current_workspace());
ALTER TABLE import_pending_reference ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON import_pending_reference USING (workspace_id = current_workspace());
