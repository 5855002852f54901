-- Who signs in. These tables are global: one person may belong to several workspaces and is looked up before any workspace is
-- known. Table and column names are told to the sign-in library in server/identity/auth.ts.

CREATE TABLE identity (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT identity_email UNIQUE (email),
  CONSTRAINT identity_email_folded CHECK (email = lower(email))
);

CREATE TABLE identity_credential (
  id uuid PRIMARY KEY,
  identity_id uuid NOT NULL REFERENCES identity (id) ON DELETE CASCADE,
  provider text NOT NULL,
  account_id text NOT NULL,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT identity_credential_account UNIQUE (provider, account_id)
);
CREATE INDEX identity_credential_identity_ix ON identity_credential (identity_id);

-- A session acts in one workspace at a time.
CREATE TABLE sign_in_session (
  id uuid PRIMARY KEY,
  identity_id uuid NOT NULL REFERENCES identity (id) ON DELETE CASCADE,
  token text NOT NULL,
  workspace_id uuid,
  expires_at timestamptz NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT sign_in_session_token UNIQUE (token)
);
CREATE INDEX sign_in_session_identity_ix ON sign_in_session (identity_id);
CREATE INDEX sign_in_session_expiry_ix ON sign_in_session (expires_at);

CREATE TABLE verification (
  id uuid PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX verification_identifier_ix ON verification (identifier);

-- As whom an identity acts in a workspace.
CREATE TABLE membership (
  identity_id uuid NOT NULL REFERENCES identity (id) ON DELETE CASCADE,
  workspace_id uuid NOT NULL,
  principal_id uuid NOT NULL,
  status text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (identity_id, workspace_id),
  CONSTRAINT membership_principal UNIQUE (workspace_id, principal_id),
  CONSTRAINT membership_status CHECK (status IN ('active', 'inactive'))
);

-- Wrong passwords in a row, per e-mail that was tried, whether it has an account or not.
CREATE TABLE sign_in_attempt (
  email text PRIMARY KEY,
  failures integer NOT NULL,
  last_at timestamptz NOT NULL,
  locked_until timestamptz
);

-- Bearer tokens. The token names its workspace, so that even its look-up stays behind row level security. Only the hash is kept.
CREATE TABLE api_token (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  principal_id uuid NOT NULL,
  name text NOT NULL,
  token_hash text NOT NULL,
  prefix text NOT NULL,
  created_by_id uuid,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT api_token_hash UNIQUE (workspace_id, token_hash),
  CONSTRAINT api_token_principal_fk FOREIGN KEY (workspace_id, principal_id) REFERENCES principal (workspace_id, id)
);
CREATE INDEX api_token_principal_ix ON api_token (workspace_id, principal_id);
ALTER TABLE api_token ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON api_token USING (workspace_id = current_workspace());

-- The only two questions asked across workspaces: where may this person work, and can anybody sign in at all.
CREATE FUNCTION workspaces_of(p_identity uuid)
RETURNS TABLE (workspace_id uuid, name text, principal_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT w.workspace_id, w.name, m.principal_id
  FROM membership m JOIN workspace w ON w.workspace_id = m.workspace_id
  WHERE m.identity_id = p_identity AND m.status = 'active' AND w.suspended_at IS NULL
  ORDER BY m.created_at, w.workspace_id
$$;
REVOKE ALL ON FUNCTION workspaces_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION workspaces_of(uuid) TO guanxi_app;

CREATE FUNCTION is_set_up()
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT EXISTS (SELECT 1 FROM membership) $$;
REVOKE ALL ON FUNCTION is_set_up() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION is_set_up() TO guanxi_app;
