-- 工作代理: somebody works in the name of somebody else for a while, with a part of their rights.
CREATE TABLE delegation (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  lender_id uuid NOT NULL,
  borrower_id uuid NOT NULL,
  made_by_id uuid NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  -- Keys of the objects that are lent; null lends all that can be.
  objects text[],
  read_only boolean NOT NULL DEFAULT false,
  reason text,
  ended_at timestamptz,
  ended_by_id uuid,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, lender_id) REFERENCES principal (workspace_id, id),
  FOREIGN KEY (workspace_id, borrower_id) REFERENCES principal (workspace_id, id)
);
CREATE INDEX delegation_lender_ix ON delegation (workspace_id, lender_id, ends_at, id);
CREATE INDEX delegation_borrower_ix ON delegation (workspace_id, borrower_id, ends_at, id);
ALTER TABLE delegation ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON delegation USING (workspace_id = current_workspace());

-- As whom a signed-in browser works; ended or over, it works as itself.
ALTER TABLE sign_in_session ADD COLUMN delegation_id uuid;
