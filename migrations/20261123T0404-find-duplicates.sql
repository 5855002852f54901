ALTER TABLE object_setting ADD COLUMN duplicates jsonb;

ALTER TABLE account ADD COLUMN name_like text COLLATE "C";

ALTER TABLE account ADD COLUMN short_name_like text COLLATE "C";

ALTER TABLE account ADD COLUMN english_name_like text COLLATE "C";

ALTER TABLE account ADD COLUMN email_like text COLLATE "C";

ALTER TABLE account ADD COLUMN website_like text COLLATE "C";

ALTER TABLE account ADD COLUMN tax_number_like text COLLATE "C";

CREATE INDEX account_name_like_ix ON account (workspace_id, name_like, id) WHERE deleted_at IS NULL AND name_like IS NOT NULL;

CREATE INDEX account_short_name_like_ix ON account (workspace_id, short_name_like, id) WHERE deleted_at IS NULL AND short_name_like IS NOT NULL;

CREATE INDEX account_english_name_like_ix ON account (workspace_id, english_name_like, id) WHERE deleted_at IS NULL AND english_name_like IS NOT NULL;

CREATE INDEX account_email_like_ix ON account (workspace_id, email_like, id) WHERE deleted_at IS NULL AND email_like IS NOT NULL;

CREATE INDEX account_website_like_ix ON account (workspace_id, website_like, id) WHERE deleted_at IS NULL AND website_like IS NOT NULL;

CREATE INDEX account_tax_number_like_ix ON account (workspace_id, tax_number_like, id) WHERE deleted_at IS NULL AND tax_number_like IS NOT NULL;

ALTER TABLE lead ADD COLUMN company_name_like text COLLATE "C";

CREATE INDEX lead_company_name_like_ix ON lead (workspace_id, company_name_like, id) WHERE deleted_at IS NULL AND company_name_like IS NOT NULL;

-- Two records that may be one. A sweep finds them; what somebody said of a pair stays.
CREATE TABLE duplicate_pair (
  workspace_id uuid NOT NULL,
  object text NOT NULL,
  -- The smaller id stands left, so that a pair is there once.
  left_id uuid NOT NULL,
  right_id uuid NOT NULL,
  score integer NOT NULL,
  -- The signs that say so.
  reasons text[] NOT NULL,
  found_at timestamptz NOT NULL,
  -- The sweep that found it last.
  sweep_id uuid,
  -- Why it was made all the same, as whoever entered it said.
  note text,
  -- Set: not a duplicate.
  dismissed_at timestamptz,
  dismissed_by uuid,
  PRIMARY KEY (workspace_id, object, left_id, right_id)
);
CREATE INDEX duplicate_pair_score_ix ON duplicate_pair (workspace_id, object, (-score), left_id, right_id) WHERE dismissed_at IS NULL;
CREATE INDEX duplicate_pair_right_ix ON duplicate_pair (workspace_id, right_id);

-- When an object was last looked through.
CREATE TABLE duplicate_sweep (
  workspace_id uuid NOT NULL,
  object text NOT NULL,
  swept_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, object)
);

-- Which record became part of which. The id is that of the batch that did it, which is also the change to take back.
CREATE TABLE record_merge (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  survivor_id uuid NOT NULL,
  loser_id uuid NOT NULL,
  principal_id uuid NOT NULL,
  at timestamptz NOT NULL,
  undone_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX record_merge_loser_ix ON record_merge (workspace_id, loser_id) WHERE undone_at IS NULL;
CREATE INDEX record_merge_survivor_ix ON record_merge (workspace_id, survivor_id) WHERE undone_at IS NULL;

-- What stood beside the record that went and was moved with it.
CREATE TABLE merge_moved (
  workspace_id uuid NOT NULL,
  merge_id uuid NOT NULL,
  kind text NOT NULL,
  key jsonb NOT NULL,
  PRIMARY KEY (workspace_id, merge_id, kind, key)
);

ALTER TABLE duplicate_pair ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON duplicate_pair USING (workspace_id = current_workspace());
ALTER TABLE duplicate_sweep ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON duplicate_sweep USING (workspace_id = current_workspace());
ALTER TABLE record_merge ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON record_merge USING (workspace_id = current_workspace());
ALTER TABLE merge_moved ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON merge_moved USING (workspace_id = current_workspace());

-- 撞单: a new record that is certainly one of somebody else's, for a manager to decide, once.
CREATE TABLE clash (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  found_id uuid NOT NULL,
  held_id uuid NOT NULL,
  finder_id uuid NOT NULL,
  holder_id uuid NOT NULL,
  opened_at timestamptz NOT NULL,
  decided_at timestamptz,
  decided_by uuid,
  decision text,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX clash_pair_ux ON clash (workspace_id, found_id, held_id);
CREATE INDEX clash_open_ix ON clash (workspace_id, object, opened_at, id) WHERE decided_at IS NULL;
ALTER TABLE clash ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON clash USING (workspace_id = current_workspace());
