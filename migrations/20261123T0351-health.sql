CREATE TABLE health_rule (
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
  part text NOT NULL,
  weight bigint NOT NULL,
  target bigint NOT NULL,
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
ALTER TABLE health_rule ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON health_rule USING (workspace_id = current_workspace());

ALTER TABLE account ADD COLUMN health bigint;

ALTER TABLE account ADD COLUMN health_last_month bigint;

ALTER TABLE account ADD COLUMN health_on date;

CREATE INDEX account_health_ix ON account (workspace_id, health, id) WHERE deleted_at IS NULL;

CREATE INDEX health_rule_created_at_ix ON health_rule (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX health_rule_changed_at_ix ON health_rule (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX health_rule_part_key ON health_rule (workspace_id, part) WHERE deleted_at IS NULL;

CREATE INDEX health_rule_deleted_ix ON health_rule (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

ALTER TABLE health_rule ADD CONSTRAINT health_rule_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE health_rule ADD CONSTRAINT health_rule_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);
