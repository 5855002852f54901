-- Work in the background can be held and taken up again. Its pace is measured from where its present run began.
ALTER TABLE batch ADD COLUMN pause_requested boolean NOT NULL DEFAULT false;
ALTER TABLE batch ADD COLUMN resumed_at timestamptz;
ALTER TABLE batch ADD COLUMN resumed_done bigint;
ALTER TABLE batch DROP CONSTRAINT batch_status;
ALTER TABLE batch ADD CONSTRAINT batch_status CHECK (status IN ('queued', 'running', 'paused', 'done', 'failed', 'cancelled')) NOT VALID;
ALTER TABLE batch VALIDATE CONSTRAINT batch_status;
CREATE INDEX batch_undo_ix ON batch (workspace_id, undo_of) WHERE undo_of IS NOT NULL;

-- What an undo left as it stands, and why: changed since, held by others, not to be changed by who asked.
CREATE TABLE undo_kept (
  workspace_id uuid NOT NULL,
  -- The batch that undid.
  batch_id uuid NOT NULL,
  position bigint NOT NULL,
  object text NOT NULL,
  record_id uuid NOT NULL,
  field text,
  reason text NOT NULL,
  PRIMARY KEY (workspace_id, batch_id, position)
);

-- What each row of a file would do, as the latest check found it.
CREATE TABLE import_effect (
  workspace_id uuid NOT NULL,
  import_id uuid NOT NULL,
  -- The batch that checked: a check that was overtaken by the next writes nothing into that one's answer.
  check_id uuid NOT NULL,
  kind text NOT NULL,
  row_number bigint NOT NULL,
  cells jsonb NOT NULL,
  -- The record that the row is, or null.
  record_id uuid,
  -- Old and new value of each field.
  changes jsonb NOT NULL,
  PRIMARY KEY (workspace_id, import_id, check_id, kind, row_number),
  CONSTRAINT import_effect_kind CHECK (kind IN ('create', 'update', 'unchanged', 'skip', 'ask', 'reject'))
);

ALTER TABLE undo_kept ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON undo_kept USING (workspace_id = current_workspace());
ALTER TABLE import_effect ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON import_effect USING (workspace_id = current_workspace());

-- Plans name groups of fields by which a record is known again, where they named a single field.
UPDATE import_file SET plan = jsonb_set(jsonb_set(jsonb_set(plan, '{mute}', 'false'), '{duplicates,decisions}', '{}'), '{duplicates,matchBy}',
  CASE WHEN jsonb_typeof(plan #> '{duplicates,matchBy}') = 'string' THEN jsonb_build_array(jsonb_build_array(plan #> '{duplicates,matchBy}')) ELSE '[]' END)
  WHERE jsonb_typeof(plan #> '{duplicates,matchBy}') IS DISTINCT FROM 'array';
