CREATE TABLE text_template (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by_id uuid NOT NULL,
  deleted_at timestamp with time zone,
  name text NOT NULL,
  type text,
  audience text NOT NULL,
  content text NOT NULL,
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
ALTER TABLE text_template ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON text_template USING (workspace_id = current_workspace());

CREATE INDEX text_template_created_at_ix ON text_template (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX text_template_changed_at_ix ON text_template (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX text_template_owner_id_ix ON text_template (workspace_id, owner_id, id) WHERE deleted_at IS NULL;

CREATE INDEX text_template_deleted_ix ON text_template (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

ALTER TABLE text_template ADD CONSTRAINT text_template_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE text_template ADD CONSTRAINT text_template_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE text_template ADD CONSTRAINT text_template_owner_id_fk FOREIGN KEY (workspace_id, owner_id) REFERENCES principal (workspace_id, id);
