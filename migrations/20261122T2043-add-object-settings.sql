CREATE TABLE object_setting (
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
  object text NOT NULL,
  label_zh text,
  label_en text,
  plural_zh text,
  plural_en text,
  icon text,
  columns jsonb,
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
ALTER TABLE object_setting ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON object_setting USING (workspace_id = current_workspace());

CREATE INDEX object_setting_created_at_ix ON object_setting (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX object_setting_changed_at_ix ON object_setting (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX object_setting_object_key ON object_setting (workspace_id, object) WHERE deleted_at IS NULL;

CREATE INDEX object_setting_deleted_ix ON object_setting (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

ALTER TABLE object_setting ADD CONSTRAINT object_setting_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE object_setting ADD CONSTRAINT object_setting_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);
