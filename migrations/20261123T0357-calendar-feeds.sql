-- The secret address under which somebody reads their own calendar. The secret names its workspace, so that even its look-up stays behind row level
-- security. Only the hash is kept.
CREATE TABLE calendar_feed (
  workspace_id uuid NOT NULL,
  principal_id uuid NOT NULL,
  secret_hash text NOT NULL,
  alarms boolean NOT NULL,
  created_at timestamptz NOT NULL,
  read_at timestamptz,
  PRIMARY KEY (workspace_id, principal_id),
  CONSTRAINT calendar_feed_hash UNIQUE (workspace_id, secret_hash),
  CONSTRAINT calendar_feed_principal_fk FOREIGN KEY (workspace_id, principal_id) REFERENCES principal (workspace_id, id)
);
ALTER TABLE calendar_feed ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON calendar_feed USING (workspace_id = current_workspace());
