-- Workspaces that are still being made. One whose making broke off, with nobody in it, is taken away again.
CREATE TABLE unfinished_workspace (
  workspace_id uuid PRIMARY KEY,
  begun_at timestamptz NOT NULL
);
ALTER TABLE unfinished_workspace ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON unfinished_workspace USING (workspace_id = current_workspace());
