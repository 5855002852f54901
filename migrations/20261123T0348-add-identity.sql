CREATE TABLE customer_need (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by_id uuid NOT NULL,
  deleted_at timestamp with time zone,
  name text NOT NULL,
  name_sort text COLLATE "C",
  account_id uuid NOT NULL,
  contact_id uuid,
  state text NOT NULL,
  priority text,
  needed_on date,
  service_standard text,
  resources text,
  description text,
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
ALTER TABLE customer_need ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON customer_need USING (workspace_id = current_workspace());

CREATE TABLE relation (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by_id uuid NOT NULL,
  deleted_at timestamp with time zone,
  name text,
  first_id uuid NOT NULL,
  first_object text NOT NULL,
  kind_id uuid NOT NULL,
  second_id uuid NOT NULL,
  second_object text NOT NULL,
  since date,
  until date,
  note text,
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
ALTER TABLE relation ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON relation USING (workspace_id = current_workspace());

CREATE TABLE relation_kind (
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
  reverse_name text NOT NULL,
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
ALTER TABLE relation_kind ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON relation_kind USING (workspace_id = current_workspace());

CREATE TABLE account_address (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by_id uuid NOT NULL,
  deleted_at timestamp with time zone,
  account_id uuid NOT NULL,
  kind text NOT NULL,
  recipient text NOT NULL,
  phone text,
  phone_e164 text,
  address jsonb NOT NULL,
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
ALTER TABLE account_address ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON account_address USING (workspace_id = current_workspace());

CREATE TABLE external_fact (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by_id uuid NOT NULL,
  deleted_at timestamp with time zone,
  name text NOT NULL,
  kind text NOT NULL,
  value text NOT NULL,
  account_id uuid NOT NULL,
  contact_id uuid,
  source text NOT NULL,
  collected_on date NOT NULL,
  valid_until date,
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
ALTER TABLE external_fact ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON external_fact USING (workspace_id = current_workspace());

CREATE TABLE consent (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by_id uuid NOT NULL,
  deleted_at timestamp with time zone,
  summary text,
  contact_id uuid,
  account_id uuid,
  channel text NOT NULL,
  state text NOT NULL,
  at timestamp with time zone NOT NULL,
  source text NOT NULL,
  text_id uuid,
  evidence text,
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
ALTER TABLE consent ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON consent USING (workspace_id = current_workspace());

CREATE TABLE consent_text (
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
  content text NOT NULL,
  used_from date NOT NULL,
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
ALTER TABLE consent_text ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON consent_text USING (workspace_id = current_workspace());

ALTER TABLE object_setting ADD COLUMN own jsonb;

ALTER TABLE account ADD COLUMN lifecycle text;

ALTER TABLE account ADD COLUMN lifecycle_reason text;

ALTER TABLE account ADD COLUMN consents text[];

CREATE INDEX account_lifecycle_ix ON account (workspace_id, lifecycle, id) WHERE deleted_at IS NULL;

ALTER TABLE contact ADD COLUMN consents text[];

CREATE INDEX customer_need_created_at_ix ON customer_need (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX customer_need_changed_at_ix ON customer_need (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX customer_need_account_id_ix ON customer_need (workspace_id, account_id, id) WHERE deleted_at IS NULL;

CREATE INDEX customer_need_contact_id_ix ON customer_need (workspace_id, contact_id, id) WHERE deleted_at IS NULL;

CREATE INDEX customer_need_state_ix ON customer_need (workspace_id, state, id) WHERE deleted_at IS NULL;

CREATE INDEX customer_need_needed_on_ix ON customer_need (workspace_id, needed_on, id) WHERE deleted_at IS NULL;

CREATE INDEX customer_need_owner_id_ix ON customer_need (workspace_id, owner_id, id) WHERE deleted_at IS NULL;

CREATE INDEX customer_need_deleted_ix ON customer_need (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE STATISTICS customer_need_owner_st (dependencies) ON workspace_id, owner_id FROM customer_need;

CREATE INDEX relation_created_at_ix ON relation (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX relation_changed_at_ix ON relation (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX relation_first_id_ix ON relation (workspace_id, first_id, id) WHERE deleted_at IS NULL;

CREATE INDEX relation_kind_id_ix ON relation (workspace_id, kind_id, id) WHERE deleted_at IS NULL;

CREATE INDEX relation_second_id_ix ON relation (workspace_id, second_id, id) WHERE deleted_at IS NULL;

CREATE INDEX relation_owner_id_ix ON relation (workspace_id, owner_id, id) WHERE deleted_at IS NULL;

CREATE INDEX relation_deleted_ix ON relation (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE STATISTICS relation_owner_st (dependencies) ON workspace_id, owner_id FROM relation;

CREATE INDEX relation_kind_created_at_ix ON relation_kind (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX relation_kind_changed_at_ix ON relation_kind (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX relation_kind_name_key ON relation_kind (workspace_id, name) WHERE deleted_at IS NULL;

CREATE INDEX relation_kind_deleted_ix ON relation_kind (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX account_address_created_at_ix ON account_address (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX account_address_changed_at_ix ON account_address (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX account_address_account_id_ix ON account_address (workspace_id, account_id, id) WHERE deleted_at IS NULL;

CREATE INDEX account_address_owner_id_ix ON account_address (workspace_id, owner_id, id) WHERE deleted_at IS NULL;

CREATE INDEX account_address_deleted_ix ON account_address (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE STATISTICS account_address_owner_st (dependencies) ON workspace_id, owner_id FROM account_address;

CREATE INDEX external_fact_created_at_ix ON external_fact (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX external_fact_changed_at_ix ON external_fact (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX external_fact_account_id_ix ON external_fact (workspace_id, account_id, id) WHERE deleted_at IS NULL;

CREATE INDEX external_fact_contact_id_ix ON external_fact (workspace_id, contact_id, id) WHERE deleted_at IS NULL;

CREATE INDEX external_fact_owner_id_ix ON external_fact (workspace_id, owner_id, id) WHERE deleted_at IS NULL;

CREATE INDEX external_fact_deleted_ix ON external_fact (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE STATISTICS external_fact_owner_st (dependencies) ON workspace_id, owner_id FROM external_fact;

CREATE INDEX consent_created_at_ix ON consent (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX consent_changed_at_ix ON consent (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX consent_contact_id_ix ON consent (workspace_id, contact_id, id) WHERE deleted_at IS NULL;

CREATE INDEX consent_account_id_ix ON consent (workspace_id, account_id, id) WHERE deleted_at IS NULL;

CREATE INDEX consent_text_id_ix ON consent (workspace_id, text_id, id) WHERE deleted_at IS NULL;

CREATE INDEX consent_owner_id_ix ON consent (workspace_id, owner_id, id) WHERE deleted_at IS NULL;

CREATE INDEX consent_contact_id_at_ix ON consent (workspace_id, contact_id, at, id) WHERE deleted_at IS NULL;

CREATE INDEX consent_account_id_at_ix ON consent (workspace_id, account_id, at, id) WHERE deleted_at IS NULL;

CREATE INDEX consent_deleted_ix ON consent (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE STATISTICS consent_owner_st (dependencies) ON workspace_id, owner_id FROM consent;

CREATE INDEX consent_text_created_at_ix ON consent_text (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX consent_text_changed_at_ix ON consent_text (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX consent_text_name_key ON consent_text (workspace_id, name) WHERE deleted_at IS NULL;

CREATE INDEX consent_text_deleted_ix ON consent_text (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

ALTER TABLE customer_need ADD CONSTRAINT customer_need_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE customer_need ADD CONSTRAINT customer_need_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE customer_need ADD CONSTRAINT customer_need_account_id_fk FOREIGN KEY (workspace_id, account_id) REFERENCES account (workspace_id, id);

ALTER TABLE customer_need ADD CONSTRAINT customer_need_contact_id_fk FOREIGN KEY (workspace_id, contact_id) REFERENCES contact (workspace_id, id);

ALTER TABLE customer_need ADD CONSTRAINT customer_need_owner_id_fk FOREIGN KEY (workspace_id, owner_id) REFERENCES principal (workspace_id, id);

ALTER TABLE relation ADD CONSTRAINT relation_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE relation ADD CONSTRAINT relation_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE relation ADD CONSTRAINT relation_kind_id_fk FOREIGN KEY (workspace_id, kind_id) REFERENCES relation_kind (workspace_id, id);

ALTER TABLE relation ADD CONSTRAINT relation_owner_id_fk FOREIGN KEY (workspace_id, owner_id) REFERENCES principal (workspace_id, id);

ALTER TABLE relation_kind ADD CONSTRAINT relation_kind_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE relation_kind ADD CONSTRAINT relation_kind_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE account_address ADD CONSTRAINT account_address_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE account_address ADD CONSTRAINT account_address_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE account_address ADD CONSTRAINT account_address_account_id_fk FOREIGN KEY (workspace_id, account_id) REFERENCES account (workspace_id, id);

ALTER TABLE account_address ADD CONSTRAINT account_address_owner_id_fk FOREIGN KEY (workspace_id, owner_id) REFERENCES principal (workspace_id, id);

ALTER TABLE external_fact ADD CONSTRAINT external_fact_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE external_fact ADD CONSTRAINT external_fact_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE external_fact ADD CONSTRAINT external_fact_account_id_fk FOREIGN KEY (workspace_id, account_id) REFERENCES account (workspace_id, id);

ALTER TABLE external_fact ADD CONSTRAINT external_fact_contact_id_fk FOREIGN KEY (workspace_id, contact_id) REFERENCES contact (workspace_id, id);

ALTER TABLE external_fact ADD CONSTRAINT external_fact_owner_id_fk FOREIGN KEY (workspace_id, owner_id) REFERENCES principal (workspace_id, id);

ALTER TABLE consent ADD CONSTRAINT consent_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE consent ADD CONSTRAINT consent_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE consent ADD CONSTRAINT consent_contact_id_fk FOREIGN KEY (workspace_id, contact_id) REFERENCES contact (workspace_id, id);

ALTER TABLE consent ADD CONSTRAINT consent_account_id_fk FOREIGN KEY (workspace_id, account_id) REFERENCES account (workspace_id, id);

ALTER TABLE consent ADD CONSTRAINT consent_text_id_fk FOREIGN KEY (workspace_id, text_id) REFERENCES consent_text (workspace_id, id);

ALTER TABLE consent ADD CONSTRAINT consent_owner_id_fk FOREIGN KEY (workspace_id, owner_id) REFERENCES principal (workspace_id, id);

ALTER TABLE consent_text ADD CONSTRAINT consent_text_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE consent_text ADD CONSTRAINT consent_text_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

-- Customers of before begin at the stage that their status tells.
UPDATE account SET lifecycle = CASE status WHEN 'won' THEN 'customer' WHEN 'active' THEN 'engaged' WHEN 'lost' THEN 'lapsed' ELSE 'prospect' END WHERE lifecycle IS NULL;
