-- When a notification was looked at by what sends mails. What was told before this is not sent any more.
ALTER TABLE notification ADD COLUMN sent_at timestamptz;
UPDATE notification SET sent_at = at;
CREATE INDEX notification_unsent_ix ON notification (workspace_id, at, id) WHERE sent_at IS NULL;

-- The last day, in their own zone, of which somebody was sent the digest.
CREATE TABLE digest_mark (
  workspace_id uuid NOT NULL,
  principal_id uuid NOT NULL,
  day date NOT NULL,
  PRIMARY KEY (workspace_id, principal_id),
  CONSTRAINT digest_mark_principal_fk FOREIGN KEY (workspace_id, principal_id) REFERENCES principal (workspace_id, id)
);
ALTER TABLE digest_mark ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON digest_mark USING (workspace_id = current_workspace());
