-- An administrator looks at the product as somebody else sees it: with this session, until then.
ALTER TABLE sign_in_session ADD COLUMN viewing_id uuid;
ALTER TABLE sign_in_session ADD COLUMN viewing_until timestamptz;
CREATE INDEX sign_in_session_viewing_ix ON sign_in_session (viewing_until) WHERE viewing_id IS NOT NULL;

-- How long the audit log of a workspace is kept; null for ever.
ALTER TABLE workspace ADD COLUMN audit_kept_days integer;
