-- Several files that come in together: in order, with one run, reconciled against their source, signed off by a person.
CREATE TABLE import_project (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  -- The system that the ids in the files belong to.
  source text NOT NULL,
  -- What happens when one file cannot be taken in: the others wait, or go on.
  when_failed text NOT NULL,
  check_batch_id uuid,
  batch_id uuid,
  undo_batch_id uuid,
  -- Who signed, when, with what note and figures; a sign-off that was opened again stays.
  sign_offs jsonb NOT NULL,
  principal_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT import_project_when_failed CHECK (when_failed IN ('stop', 'goOn'))
);
CREATE INDEX import_project_recent_ix ON import_project (workspace_id, created_at, id);

ALTER TABLE import_file ADD COLUMN project_id uuid;
ALTER TABLE import_file ADD COLUMN project_position integer;
CREATE INDEX import_file_project_ix ON import_file (workspace_id, project_id, project_position) WHERE project_id IS NOT NULL;

-- What came of each row of a project's files, with the figures and choices that stood in it: counted and summed against the records.
CREATE TABLE import_outcome (
  workspace_id uuid NOT NULL,
  import_id uuid NOT NULL,
  row_number bigint NOT NULL,
  -- created, updated, unchanged, skipped, asked, rejected; of a check, what would come of it.
  outcome text NOT NULL,
  record_id uuid,
  -- By field: numbers as decimal text, dates as days and instants as milliseconds since 1970; choices under `=field`.
  figures jsonb NOT NULL,
  -- Fields of the row that were not written, because the record's own value was to stay.
  kept text[],
  PRIMARY KEY (workspace_id, import_id, row_number)
);

ALTER TABLE import_project ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON import_project USING (workspace_id = current_workspace());
ALTER TABLE import_outcome ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON import_outcome USING (workspace_id = current_workspace());
