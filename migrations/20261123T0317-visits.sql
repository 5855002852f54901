CREATE TABLE visit_policy (
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
  far_metres bigint NOT NULL,
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
ALTER TABLE visit_policy ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON visit_policy USING (workspace_id = current_workspace());

ALTER TABLE account ADD COLUMN latitude double precision;

ALTER TABLE account ADD COLUMN longitude double precision;

CREATE INDEX account_latitude_longitude_ix ON account (workspace_id, latitude, longitude, id) WHERE deleted_at IS NULL;

ALTER TABLE activity ADD COLUMN check_in_at timestamp with time zone;

ALTER TABLE activity ADD COLUMN check_in_location text;

ALTER TABLE activity ADD COLUMN check_in_distance bigint;

ALTER TABLE activity ADD COLUMN check_in_far boolean;

ALTER TABLE activity ADD COLUMN check_in_accuracy bigint;

ALTER TABLE activity ADD COLUMN check_in_latitude double precision;

ALTER TABLE activity ADD COLUMN check_in_longitude double precision;

ALTER TABLE activity ADD COLUMN check_out_at timestamp with time zone;

ALTER TABLE activity ADD COLUMN check_out_distance bigint;

ALTER TABLE activity ADD COLUMN check_out_latitude double precision;

ALTER TABLE activity ADD COLUMN check_out_longitude double precision;

CREATE INDEX visit_policy_created_at_ix ON visit_policy (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX visit_policy_changed_at_ix ON visit_policy (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX visit_policy_deleted_ix ON visit_policy (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

ALTER TABLE visit_policy ADD CONSTRAINT visit_policy_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE visit_policy ADD CONSTRAINT visit_policy_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

-- Workspaces that are there get the list's values and the right to read the rule; new ones are seeded with both.
INSERT INTO choice (workspace_id, id, created_at, created_by_id, changed_at, changed_by_id, stable_key, origin, list, key, label_zh, label_en, color, position, active)
SELECT p.workspace_id, gen_random_uuid(), p.created_at, p.id, p.created_at, p.id, NULL, 'workspace', 'visit-location', v.key, v.zh, v.en, v.color, v.position, true
FROM (SELECT DISTINCT ON (workspace_id) workspace_id, id, created_at FROM principal WHERE kind = 'system' ORDER BY workspace_id, created_at, id) p
CROSS JOIN (VALUES ('located', '已定位', 'Located', 'ok', 0), ('rough', '定位不准', 'Rough position', 'warn', 1),
  ('refused', '没有定位权限', 'Position not allowed', 'bad', 2), ('unavailable', '定位不到', 'No position found', 'mute', 3)) v (key, zh, en, color, position);

UPDATE role SET grants = grants || '{"visitPolicy": {"read": "all"}}' WHERE grants ? 'tag' AND NOT grants ? 'visitPolicy';
