-- Links that let somebody choose a password: an invitation for a user who cannot sign in yet, or a new password for an account.
-- Global, because they are opened before any workspace is known. Only the hash of the secret in a link is kept; a used one is deleted.
CREATE TABLE sign_in_link (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  token_hash text NOT NULL,
  -- Whose password it changes; null for invitations.
  identity_id uuid REFERENCES identity (id) ON DELETE CASCADE,
  -- The user who is invited, or for whom an administrator made it; null where the person asked for it.
  workspace_id uuid,
  principal_id uuid,
  email text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT sign_in_link_token UNIQUE (token_hash),
  CONSTRAINT sign_in_link_kind CHECK (kind IN ('invitation', 'reset')),
  CONSTRAINT sign_in_link_subject CHECK ((kind = 'invitation' AND principal_id IS NOT NULL) OR (kind = 'reset' AND identity_id IS NOT NULL))
);
CREATE INDEX sign_in_link_identity_ix ON sign_in_link (identity_id);
CREATE INDEX sign_in_link_principal_ix ON sign_in_link (workspace_id, principal_id);
CREATE INDEX sign_in_link_expiry_ix ON sign_in_link (expires_at);
