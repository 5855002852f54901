-- Pools, their rules, and what records know of them.
CREATE TABLE pool (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by_id uuid NOT NULL,
  deleted_at timestamp with time zone,
  stable_key text,
  origin text NOT NULL DEFAULT 'workspace',
  name text NOT NULL,
  name_en text,
  object text NOT NULL,
  "position" bigint NOT NULL,
  filter jsonb,
  members jsonb,
  claims_per_day bigint,
  hold_cap bigint,
  cooling_days bigint,
  protection_days bigint,
  active boolean NOT NULL,
  custom jsonb NOT NULL DEFAULT '{}'::jsonb,
  slot_text_1 text,
  slot_text_2 text,
  slot_text_3 text,
  slot_text_4 text,
  slot_text_5 text,
  slot_text_6 text,
  slot_text_7 text,
  slot_text_8 text,
  slot_text_9 text,
  slot_text_10 text,
  slot_text_11 text,
  slot_text_12 text,
  slot_int_1 bigint,
  slot_int_2 bigint,
  slot_int_3 bigint,
  slot_int_4 bigint,
  slot_int_5 bigint,
  slot_int_6 bigint,
  slot_int_7 bigint,
  slot_int_8 bigint,
  slot_float_1 double precision,
  slot_float_2 double precision,
  slot_float_3 double precision,
  slot_float_4 double precision,
  slot_time_1 timestamp with time zone,
  slot_time_2 timestamp with time zone,
  slot_time_3 timestamp with time zone,
  slot_time_4 timestamp with time zone,
  slot_time_5 timestamp with time zone,
  slot_time_6 timestamp with time zone,
  PRIMARY KEY (workspace_id, id)
);
ALTER TABLE pool ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON pool USING (workspace_id = current_workspace());

CREATE TABLE pool_rule (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by_id uuid NOT NULL,
  deleted_at timestamp with time zone,
  stable_key text,
  origin text NOT NULL DEFAULT 'workspace',
  pool_id uuid NOT NULL,
  condition text NOT NULL,
  days bigint,
  warn_days bigint NOT NULL,
  filter jsonb,
  spares_won boolean NOT NULL,
  spares_open boolean NOT NULL,
  "position" bigint NOT NULL,
  active boolean NOT NULL,
  custom jsonb NOT NULL DEFAULT '{}'::jsonb,
  slot_text_1 text,
  slot_text_2 text,
  slot_text_3 text,
  slot_text_4 text,
  slot_text_5 text,
  slot_text_6 text,
  slot_text_7 text,
  slot_text_8 text,
  slot_text_9 text,
  slot_text_10 text,
  slot_text_11 text,
  slot_text_12 text,
  slot_int_1 bigint,
  slot_int_2 bigint,
  slot_int_3 bigint,
  slot_int_4 bigint,
  slot_int_5 bigint,
  slot_int_6 bigint,
  slot_int_7 bigint,
  slot_int_8 bigint,
  slot_float_1 double precision,
  slot_float_2 double precision,
  slot_float_3 double precision,
  slot_float_4 double precision,
  slot_time_1 timestamp with time zone,
  slot_time_2 timestamp with time zone,
  slot_time_3 timestamp with time zone,
  slot_time_4 timestamp with time zone,
  slot_time_5 timestamp with time zone,
  slot_time_6 timestamp with time zone,
  PRIMARY KEY (workspace_id, id)
);
ALTER TABLE pool_rule ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON pool_rule USING (workspace_id = current_workspace());

CREATE INDEX pool_created_at_ix ON pool (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX pool_changed_at_ix ON pool (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX pool_deleted_ix ON pool (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

ALTER TABLE account ADD COLUMN pool_id uuid;

ALTER TABLE account ADD COLUMN pool_entered_at timestamp with time zone;

ALTER TABLE account ADD COLUMN pool_reason text;

ALTER TABLE account ADD COLUMN previous_owner_id uuid;

ALTER TABLE account ADD COLUMN last_pool_id uuid;

ALTER TABLE account ADD COLUMN held_since timestamp with time zone;

ALTER TABLE account ADD COLUMN protected_until timestamp with time zone;

CREATE INDEX account_pool_id_pool_entered_at_ix ON account (workspace_id, pool_id, pool_entered_at, id) WHERE deleted_at IS NULL AND pool_id IS NOT NULL;

CREATE INDEX pool_rule_created_at_ix ON pool_rule (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX pool_rule_changed_at_ix ON pool_rule (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX pool_rule_pool_id_ix ON pool_rule (workspace_id, pool_id, id) WHERE deleted_at IS NULL;

CREATE INDEX pool_rule_deleted_ix ON pool_rule (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

ALTER TABLE lead ADD COLUMN pool_id uuid;

ALTER TABLE lead ADD COLUMN pool_entered_at timestamp with time zone;

ALTER TABLE lead ADD COLUMN pool_reason text;

ALTER TABLE lead ADD COLUMN previous_owner_id uuid;

ALTER TABLE lead ADD COLUMN last_pool_id uuid;

ALTER TABLE lead ADD COLUMN held_since timestamp with time zone;

ALTER TABLE lead ADD COLUMN protected_until timestamp with time zone;

CREATE INDEX lead_pool_id_pool_entered_at_ix ON lead (workspace_id, pool_id, pool_entered_at, id) WHERE deleted_at IS NULL AND pool_id IS NOT NULL;

ALTER TABLE pool ADD CONSTRAINT pool_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE pool ADD CONSTRAINT pool_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE account ADD CONSTRAINT account_pool_id_fk FOREIGN KEY (workspace_id, pool_id) REFERENCES pool (workspace_id, id);

ALTER TABLE account ADD CONSTRAINT account_previous_owner_id_fk FOREIGN KEY (workspace_id, previous_owner_id) REFERENCES principal (workspace_id, id);

ALTER TABLE account ADD CONSTRAINT account_last_pool_id_fk FOREIGN KEY (workspace_id, last_pool_id) REFERENCES pool (workspace_id, id);

ALTER TABLE pool_rule ADD CONSTRAINT pool_rule_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE pool_rule ADD CONSTRAINT pool_rule_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE pool_rule ADD CONSTRAINT pool_rule_pool_id_fk FOREIGN KEY (workspace_id, pool_id) REFERENCES pool (workspace_id, id);

ALTER TABLE lead ADD CONSTRAINT lead_pool_id_fk FOREIGN KEY (workspace_id, pool_id) REFERENCES pool (workspace_id, id);

ALTER TABLE lead ADD CONSTRAINT lead_previous_owner_id_fk FOREIGN KEY (workspace_id, previous_owner_id) REFERENCES principal (workspace_id, id);

ALTER TABLE lead ADD CONSTRAINT lead_last_pool_id_fk FOREIGN KEY (workspace_id, last_pool_id) REFERENCES pool (workspace_id, id);

-- Who took what from which pool, for the limit of a day.
CREATE TABLE pool_claim (
  workspace_id uuid NOT NULL,
  principal_id uuid NOT NULL,
  at timestamptz NOT NULL,
  object text NOT NULL,
  record_id uuid NOT NULL,
  pool_id uuid NOT NULL,
  PRIMARY KEY (workspace_id, principal_id, at, record_id)
);
ALTER TABLE pool_claim ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON pool_claim USING (workspace_id = current_workspace());

-- When work that begins by itself at night begins next.
CREATE TABLE nightly_mark (
  workspace_id uuid NOT NULL,
  kind text NOT NULL,
  next_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, kind)
);
ALTER TABLE nightly_mark ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON nightly_mark USING (workspace_id = current_workspace());

-- New workspaces get these reasons with their base data.
WITH reason AS (
  SELECT * FROM (VALUES
    ('no-follow-up', '太久没有跟进', 'No follow-up for too long', 0), ('no-deal', '太久没有成交', 'No deal for too long', 1),
    ('protection-over', '保护期已过', 'Protection is over', 2), ('unreachable', '联系不上', 'Unreachable', 3), ('no-need', '没有需求', 'No need', 4),
    ('not-mine', '不在负责范围', 'Not in my area', 5), ('new', '新录入', 'Newly entered', 6), ('other', '其他', 'Other', 7)) AS r (key, zh, en, place)
), made AS (
  INSERT INTO choice (workspace_id, id, created_at, created_by_id, changed_at, changed_by_id, list, key, label_zh, label_en, "position", active)
  SELECT p.workspace_id, gen_random_uuid(), now(), p.id, now(), p.id, 'pool-reason', r.key, r.zh, r.en, r.place, true
  FROM principal p CROSS JOIN reason r WHERE p.kind = 'system' AND EXISTS (SELECT 1 FROM choice c WHERE c.workspace_id = p.workspace_id)
  RETURNING workspace_id, id, created_at, created_by_id, key, label_zh, label_en, "position"
)
INSERT INTO history (workspace_id, at, id, object, record_id, revision, kind, principal_id, through, change_id, changes)
SELECT workspace_id, created_at, gen_random_uuid(), 'choice', id, 1, 'create', created_by_id, 'upgrade', gen_random_uuid(),
  jsonb_build_object('list', jsonb_build_array(NULL, 'pool-reason'), 'key', jsonb_build_array(NULL, key), 'labelZh', jsonb_build_array(NULL, label_zh),
    'labelEn', jsonb_build_array(NULL, label_en), 'position', jsonb_build_array(NULL, "position"), 'active', jsonb_build_array(NULL, true))
FROM made;
