CREATE TABLE holiday (
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
  date date NOT NULL,
  name text NOT NULL,
  is_workday boolean,
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
ALTER TABLE holiday ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON holiday USING (workspace_id = current_workspace());

CREATE TABLE activity_template (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by_id uuid NOT NULL,
  deleted_at timestamp with time zone,
  name text NOT NULL,
  type text NOT NULL,
  subject text NOT NULL,
  priority text,
  minutes bigint,
  due_workdays bigint,
  checklist text,
  content text,
  audience text NOT NULL,
  owner_id uuid,
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
ALTER TABLE activity_template ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON activity_template USING (workspace_id = current_workspace());

CREATE INDEX holiday_created_at_ix ON holiday (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX holiday_changed_at_ix ON holiday (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX holiday_date_key ON holiday (workspace_id, date) WHERE deleted_at IS NULL;

CREATE INDEX holiday_deleted_ix ON holiday (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

ALTER TABLE activity ADD COLUMN checklist jsonb;

ALTER TABLE activity ADD COLUMN remind_before bigint;

CREATE INDEX activity_template_created_at_ix ON activity_template (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX activity_template_changed_at_ix ON activity_template (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX activity_template_owner_id_ix ON activity_template (workspace_id, owner_id, id) WHERE deleted_at IS NULL;

CREATE INDEX activity_template_deleted_ix ON activity_template (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE STATISTICS activity_template_owner_st (dependencies) ON workspace_id, owner_id FROM activity_template;

ALTER TABLE holiday ADD CONSTRAINT holiday_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE holiday ADD CONSTRAINT holiday_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE activity_template ADD CONSTRAINT activity_template_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE activity_template ADD CONSTRAINT activity_template_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE activity_template ADD CONSTRAINT activity_template_owner_id_fk FOREIGN KEY (workspace_id, owner_id) REFERENCES principal (workspace_id, id);

UPDATE role SET grants = grants || '{"holiday": {"read": "all"}}' WHERE grants ? 'tag' AND NOT grants ? 'holiday';

UPDATE role SET grants = grants || '{"activityTemplate": {"create": "own", "read": "own", "update": "own", "delete": "own"}}' WHERE grants ? 'tag' AND NOT grants ? 'activityTemplate';
