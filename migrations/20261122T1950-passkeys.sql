-- Passkeys: a key pair of which the private half never leaves the device of its owner. Global like the identity that it signs in.
CREATE TABLE passkey (
  id uuid PRIMARY KEY,
  identity_id uuid NOT NULL REFERENCES identity (id) ON DELETE CASCADE,
  name text NOT NULL,
  credential_id text NOT NULL,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  CONSTRAINT passkey_credential UNIQUE (credential_id)
);
CREATE INDEX passkey_identity_ix ON passkey (identity_id);

-- Opened with a passkey that checked its owner: possession and finger, face or PIN, so both factors.
ALTER TABLE sign_in_session ADD COLUMN via_passkey boolean NOT NULL DEFAULT false;
