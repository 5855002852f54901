CREATE TABLE assignment_rule (
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
  object text NOT NULL,
  "position" bigint NOT NULL,
  active boolean NOT NULL,
  filter jsonb,
  way text NOT NULL,
  receiver_order jsonb,
  skills text[],
  most bigint,
  hours_from text,
  hours_to text,
  workdays_only boolean NOT NULL,
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
ALTER TABLE assignment_rule ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON assignment_rule USING (workspace_id = current_workspace());

CREATE TABLE absence (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by_id uuid NOT NULL,
  deleted_at timestamp with time zone,
  reason text NOT NULL,
  owner_id uuid NOT NULL,
  start_at timestamp with time zone NOT NULL,
  end_at timestamp with time zone NOT NULL,
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
ALTER TABLE absence ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON absence USING (workspace_id = current_workspace());

ALTER TABLE app_user ADD COLUMN skills text[];

ALTER TABLE account ADD COLUMN assigned_by_id uuid;

CREATE INDEX account_assigned_by_id_ix ON account (workspace_id, assigned_by_id, id) WHERE deleted_at IS NULL AND assigned_by_id IS NOT NULL;

CREATE INDEX assignment_rule_created_at_ix ON assignment_rule (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX assignment_rule_changed_at_ix ON assignment_rule (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX assignment_rule_deleted_ix ON assignment_rule (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX absence_created_at_ix ON absence (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX absence_changed_at_ix ON absence (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX absence_owner_id_ix ON absence (workspace_id, owner_id, id) WHERE deleted_at IS NULL;

CREATE INDEX absence_end_at_ix ON absence (workspace_id, end_at, id) WHERE deleted_at IS NULL;

CREATE INDEX absence_deleted_ix ON absence (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE STATISTICS absence_owner_st (dependencies) ON workspace_id, owner_id FROM absence;

ALTER TABLE lead ADD COLUMN assigned_by_id uuid;

CREATE INDEX lead_assigned_by_id_ix ON lead (workspace_id, assigned_by_id, id) WHERE deleted_at IS NULL AND assigned_by_id IS NOT NULL;

ALTER TABLE account ADD CONSTRAINT account_assigned_by_id_fk FOREIGN KEY (workspace_id, assigned_by_id) REFERENCES assignment_rule (workspace_id, id);

ALTER TABLE assignment_rule ADD CONSTRAINT assignment_rule_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE assignment_rule ADD CONSTRAINT assignment_rule_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE absence ADD CONSTRAINT absence_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE absence ADD CONSTRAINT absence_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE absence ADD CONSTRAINT absence_owner_id_fk FOREIGN KEY (workspace_id, owner_id) REFERENCES principal (workspace_id, id);

ALTER TABLE lead ADD CONSTRAINT lead_assigned_by_id_fk FOREIGN KEY (workspace_id, assigned_by_id) REFERENCES assignment_rule (workspace_id, id);

-- New workspaces get these with their base data.
WITH entry AS (
  SELECT * FROM (VALUES
    ('assignment-way', 'turn', '轮流', 'In turn', 0), ('assignment-way', 'load', '手上最少的优先', 'Least load first', 1),
    ('assignment-way', 'order', '按名单顺序', 'In the order of the list', 2),
    ('skill', 'english', '英语', 'English', 0), ('skill', 'technical', '技术方案', 'Technical', 1), ('skill', 'key-account', '大客户', 'Key accounts', 2),
    ('skill', 'tender', '招投标', 'Tenders', 3)) AS e (list, key, zh, en, place)
), made AS (
  INSERT INTO choice (workspace_id, id, created_at, created_by_id, changed_at, changed_by_id, list, key, label_zh, label_en, "position", active)
  SELECT p.workspace_id, gen_random_uuid(), now(), p.id, now(), p.id, e.list, e.key, e.zh, e.en, e.place, true
  FROM principal p CROSS JOIN entry e WHERE p.kind = 'system' AND EXISTS (SELECT 1 FROM choice c WHERE c.workspace_id = p.workspace_id)
  RETURNING workspace_id, id, created_at, created_by_id, list, key, label_zh, label_en, "position"
)
INSERT INTO history (workspace_id, at, id, object, record_id, revision, kind, principal_id, through, change_id, changes)
SELECT workspace_id, created_at, gen_random_uuid(), 'choice', id, 1, 'create', created_by_id, 'upgrade', gen_random_uuid(),
  jsonb_build_object('list', jsonb_build_array(NULL, list), 'key', jsonb_build_array(NULL, key), 'labelZh', jsonb_build_array(NULL, label_zh),
    'labelEn', jsonb_build_array(NULL, label_en), 'position', jsonb_build_array(NULL, "position"), 'active', jsonb_build_array(NULL, true))
FROM made;
