-- How files of one kind are taken in: which column fills which field, and what was learned about their values.
CREATE TABLE import_template (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  object text NOT NULL,
  -- The system that ids in such files belong to.
  source text NOT NULL,
  -- Seen by everyone who may import such records, or by its maker alone.
  shared boolean NOT NULL,
  -- The names of the columns of the file it was made from, in their order: a file that has just these is read by it.
  names jsonb NOT NULL,
  -- By the name of the column.
  columns jsonb NOT NULL,
  fill jsonb NOT NULL,
  duplicates jsonb NOT NULL,
  principal_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX import_template_object_ix ON import_template (workspace_id, object, changed_at);

ALTER TABLE import_template ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON import_template USING (workspace_id = current_workspace());
