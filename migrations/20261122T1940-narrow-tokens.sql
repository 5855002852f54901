-- A token may have less than the rights of its owner: those of one role alone, or reading alone. A role that its owner no longer holds
-- opens nothing.
ALTER TABLE api_token ADD COLUMN role_id uuid;
ALTER TABLE api_token ADD COLUMN read_only boolean NOT NULL DEFAULT false;
