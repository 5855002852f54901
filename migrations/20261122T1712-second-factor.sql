-- A second factor at sign-in: a code of an authenticator app. Names are told to the sign-in library in server/identity/auth.ts;
-- secret and recovery codes are sealed by it with a key that stands outside of the database.
ALTER TABLE identity ADD COLUMN two_factor_enabled boolean NOT NULL DEFAULT false;

-- A factor counts once its first code was right; wrong codes in a row lock it for a while.
CREATE TABLE second_factor (
  id uuid PRIMARY KEY,
  identity_id uuid NOT NULL REFERENCES identity (id) ON DELETE CASCADE,
  secret text NOT NULL,
  recovery_codes text NOT NULL,
  verified boolean NOT NULL DEFAULT false,
  failures integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  CONSTRAINT second_factor_identity UNIQUE (identity_id)
);

-- Who must have a second factor in a workspace: nobody, everyone, or whoever holds one of some roles.
CREATE TABLE sign_in_policy (
  workspace_id uuid PRIMARY KEY,
  second_factor text NOT NULL,
  second_factor_roles uuid[] NOT NULL,
  CONSTRAINT sign_in_policy_second_factor CHECK (second_factor IN ('optional', 'roles', 'everyone'))
);
ALTER TABLE sign_in_policy ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON sign_in_policy USING (workspace_id = current_workspace());
