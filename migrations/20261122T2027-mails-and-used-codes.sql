-- A code of an authenticator app opens one sign-in. Kept until it would not be accepted any more anyway.
CREATE TABLE second_factor_use (
  identity_id uuid NOT NULL REFERENCES identity (id) ON DELETE CASCADE,
  code_hash text NOT NULL,
  used_at timestamptz NOT NULL,
  PRIMARY KEY (identity_id, code_hash)
);

-- Mails on their way, and those that did not get through. The link in them is sealed with a key outside of the database.
CREATE TABLE outgoing_mail (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  principal_id uuid NOT NULL,
  email text NOT NULL,
  locale text NOT NULL,
  words jsonb NOT NULL,
  sealed_url text NOT NULL,
  status text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL,
  reason text,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT outgoing_mail_kind CHECK (kind IN ('invitation', 'reset')),
  CONSTRAINT outgoing_mail_status CHECK (status IN ('waiting', 'failed')),
  CONSTRAINT outgoing_mail_principal_fk FOREIGN KEY (workspace_id, principal_id) REFERENCES principal (workspace_id, id)
);
CREATE INDEX outgoing_mail_principal_ix ON outgoing_mail (workspace_id, principal_id);
CREATE INDEX outgoing_mail_due_ix ON outgoing_mail (workspace_id, next_at);
ALTER TABLE outgoing_mail ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON outgoing_mail USING (workspace_id = current_workspace());
