-- What somebody should know: made from the outbox after the fact, read only as far as its reader may see what it is about.
CREATE TABLE notification (
  workspace_id uuid NOT NULL,
  -- Whom it is for.
  principal_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  at timestamptz NOT NULL,
  -- What it tells of; null for work in the background.
  object text,
  record_id uuid,
  -- The record that this one is about, where that is another: the customer of a follow-up.
  about_object text,
  about_id uuid,
  -- Who did it; null where the clock did.
  actor_id uuid,
  -- Says what it was made from: told twice, it is still one.
  source text NOT NULL,
  details jsonb NOT NULL,
  read_at timestamptz,
  PRIMARY KEY (workspace_id, principal_id, id)
);
CREATE UNIQUE INDEX notification_source_ux ON notification (workspace_id, principal_id, source);
CREATE INDEX notification_recent_ix ON notification (workspace_id, principal_id, at, id);
CREATE INDEX notification_unread_ix ON notification (workspace_id, principal_id, at, id) WHERE read_at IS NULL;
CREATE INDEX notification_record_ix ON notification (workspace_id, record_id);
CREATE INDEX notification_age_ix ON notification (workspace_id, at);

-- Who wants to know of every change of a record.
CREATE TABLE follower (
  workspace_id uuid NOT NULL,
  record_id uuid NOT NULL,
  principal_id uuid NOT NULL,
  object text NOT NULL,
  followed_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, record_id, principal_id)
);
CREATE INDEX follower_principal_ix ON follower (workspace_id, principal_id, followed_at, record_id);

-- Up to which moment the clock has told of what falls due.
CREATE TABLE due_mark (
  workspace_id uuid NOT NULL,
  object text NOT NULL,
  told_until timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, object)
);

ALTER TABLE notification ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON notification USING (workspace_id = current_workspace());
ALTER TABLE follower ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON follower USING (workspace_id = current_workspace());
ALTER TABLE due_mark ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON due_mark USING (workspace_id = current_workspace());
