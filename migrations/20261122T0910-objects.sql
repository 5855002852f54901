CREATE TABLE department (
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
  parent_id uuid,
  manager_id uuid,
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
ALTER TABLE department ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON department USING (workspace_id = current_workspace());

CREATE TABLE "role" (
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
  description text,
  administrator boolean,
  grants jsonb,
  read_classes jsonb,
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
ALTER TABLE "role" ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON "role" USING (workspace_id = current_workspace());

CREATE TABLE app_user (
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
  email text,
  email_folded text,
  phone text,
  phone_e164 text,
  department_id uuid,
  manager_id uuid,
  "position" text,
  active boolean NOT NULL,
  locale text,
  time_zone text,
  settings jsonb,
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
ALTER TABLE app_user ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON app_user USING (workspace_id = current_workspace());

CREATE TABLE choice (
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
  list text NOT NULL,
  key text NOT NULL,
  label_zh text NOT NULL,
  label_en text NOT NULL,
  color text,
  "position" bigint NOT NULL,
  active boolean NOT NULL,
  merged_into text,
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
ALTER TABLE choice ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON choice USING (workspace_id = current_workspace());

CREATE TABLE custom_field (
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
  key text NOT NULL,
  kind text NOT NULL,
  label_zh text NOT NULL,
  label_en text NOT NULL,
  required boolean NOT NULL,
  searched boolean NOT NULL,
  list text,
  target text,
  decimals bigint,
  read_class text,
  personal boolean NOT NULL,
  slot text,
  sortable boolean NOT NULL,
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
ALTER TABLE custom_field ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON custom_field USING (workspace_id = current_workspace());

CREATE TABLE tag (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by_id uuid NOT NULL,
  deleted_at timestamp with time zone,
  name text NOT NULL,
  color text,
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
ALTER TABLE tag ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON tag USING (workspace_id = current_workspace());

CREATE TABLE file (
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
  regarding_id uuid,
  regarding_object text,
  media_type text,
  size bigint,
  sha256 text,
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
ALTER TABLE file ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON file USING (workspace_id = current_workspace());

CREATE TABLE saved_view (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by_id uuid NOT NULL,
  deleted_at timestamp with time zone,
  object text NOT NULL,
  name text NOT NULL,
  audience text NOT NULL,
  layout text NOT NULL,
  filter jsonb,
  sort jsonb,
  columns jsonb,
  "position" bigint NOT NULL,
  favourite boolean NOT NULL,
  color text,
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
ALTER TABLE saved_view ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON saved_view USING (workspace_id = current_workspace());

CREATE TABLE exchange_rate (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by_id uuid NOT NULL,
  deleted_at timestamp with time zone,
  currency text NOT NULL,
  date date NOT NULL,
  rate bigint NOT NULL,
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
ALTER TABLE exchange_rate ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON exchange_rate USING (workspace_id = current_workspace());

CREATE TABLE account (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by_id uuid NOT NULL,
  deleted_at timestamp with time zone,
  number text,
  name text NOT NULL,
  name_sort text COLLATE "C",
  short_name text,
  short_name_sort text COLLATE "C",
  english_name text,
  code text,
  kind text,
  status text,
  type text,
  level text,
  source text,
  industry text,
  region text,
  address jsonb,
  country text,
  phone text,
  phone_e164 text,
  email text,
  email_folded text,
  website text,
  parent_id uuid,
  employees bigint,
  annual_revenue bigint,
  annual_revenue_currency text,
  annual_revenue_base bigint,
  annual_revenue_rate bigint,
  annual_revenue_rate_date date,
  founded_year bigint,
  listed_on date,
  referred_by_id uuid,
  tax_number text,
  bank_name text,
  bank_account text,
  credit_limit bigint,
  credit_limit_currency text,
  credit_limit_base bigint,
  credit_limit_rate bigint,
  credit_limit_rate_date date,
  payment_terms text,
  owner_id uuid,
  last_activity_at timestamp with time zone,
  next_activity_at timestamp with time zone,
  description text,
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
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON account USING (workspace_id = current_workspace());

CREATE TABLE contact (
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
  account_id uuid,
  job_title text,
  department text,
  decision_role text,
  reports_to_id uuid,
  mobile text,
  mobile_e164 text,
  phone text,
  phone_e164 text,
  email text,
  email_folded text,
  wechat text,
  gender text,
  birthday date,
  address jsonb,
  preferences text,
  owner_id uuid,
  last_activity_at timestamp with time zone,
  description text,
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
ALTER TABLE contact ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON contact USING (workspace_id = current_workspace());

CREATE TABLE account_contact (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by_id uuid NOT NULL,
  deleted_at timestamp with time zone,
  account_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  role_title text NOT NULL,
  decision_role text,
  since date,
  until date,
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
ALTER TABLE account_contact ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON account_contact USING (workspace_id = current_workspace());

CREATE TABLE activity (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by_id uuid NOT NULL,
  deleted_at timestamp with time zone,
  subject text NOT NULL,
  subject_sort text COLLATE "C",
  type text NOT NULL,
  status text NOT NULL,
  regarding_id uuid,
  regarding_object text,
  account_id uuid,
  contact_id uuid,
  occur_at timestamp with time zone,
  end_at timestamp with time zone,
  due_at timestamp with time zone,
  all_day boolean,
  priority text,
  method text,
  direction text,
  minutes bigint,
  place text,
  content text,
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
ALTER TABLE activity ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON activity USING (workspace_id = current_workspace());

CREATE TABLE lead (
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
  company_name text,
  company_name_sort text COLLATE "C",
  job_title text,
  status text NOT NULL,
  source text,
  intent text,
  mobile text,
  mobile_e164 text,
  phone text,
  phone_e164 text,
  email text,
  email_folded text,
  industry text,
  region text,
  website text,
  disqualified_reason text,
  next_activity_at timestamp with time zone,
  owner_id uuid,
  description text,
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
ALTER TABLE lead ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON lead USING (workspace_id = current_workspace());

CREATE TABLE pipeline (
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
  is_default boolean NOT NULL,
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
ALTER TABLE pipeline ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON pipeline USING (workspace_id = current_workspace());

CREATE TABLE stage (
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
  pipeline_id uuid NOT NULL,
  "position" bigint NOT NULL,
  probability bigint NOT NULL,
  outcome text NOT NULL,
  stuck_after_days bigint,
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
ALTER TABLE stage ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON stage USING (workspace_id = current_workspace());

CREATE TABLE opportunity (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by_id uuid NOT NULL,
  deleted_at timestamp with time zone,
  number text,
  name text NOT NULL,
  name_sort text COLLATE "C",
  account_id uuid,
  contact_id uuid,
  pipeline_id uuid NOT NULL,
  stage_id uuid NOT NULL,
  amount bigint,
  amount_currency text,
  amount_base bigint,
  amount_rate bigint,
  amount_rate_date date,
  probability bigint,
  weighted_amount bigint,
  weighted_amount_currency text,
  weighted_amount_base bigint,
  close_date date,
  started_on date,
  forecast_category text,
  source text,
  product_id uuid,
  next_step text,
  next_activity_at timestamp with time zone,
  loss_reason text,
  stage_changed_at timestamp with time zone,
  external_number text,
  owner_id uuid,
  description text,
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
ALTER TABLE opportunity ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON opportunity USING (workspace_id = current_workspace());

CREATE TABLE opportunity_change (
  workspace_id uuid NOT NULL,
  record_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  id uuid NOT NULL,
  principal_id uuid NOT NULL,
  stage_id uuid,
  amount bigint,
  amount_currency text,
  amount_base bigint,
  amount_rate bigint,
  amount_rate_date date,
  close_date date,
  owner_id uuid,
  forecast_category text,
  PRIMARY KEY (workspace_id, record_id, at, id)
);
CREATE INDEX opportunity_change_at_ix ON opportunity_change (workspace_id, at, id);
ALTER TABLE opportunity_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON opportunity_change USING (workspace_id = current_workspace());

CREATE TABLE product_category (
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
  parent_id uuid,
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
ALTER TABLE product_category ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON product_category USING (workspace_id = current_workspace());

CREATE TABLE product (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by_id uuid NOT NULL,
  deleted_at timestamp with time zone,
  code text,
  name text NOT NULL,
  name_sort text COLLATE "C",
  category_id uuid,
  specification text,
  unit text,
  price bigint,
  price_currency text,
  price_base bigint,
  price_rate bigint,
  price_rate_date date,
  cost bigint,
  cost_currency text,
  cost_base bigint,
  cost_rate bigint,
  cost_rate_date date,
  status text,
  picture_id uuid,
  description text,
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
ALTER TABLE product ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON product USING (workspace_id = current_workspace());

CREATE INDEX department_created_at_ix ON department (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX department_changed_at_ix ON department (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX department_name_sort_ix ON department (workspace_id, name_sort, id) WHERE deleted_at IS NULL;

CREATE INDEX department_name_ix ON department (workspace_id, name, id) WHERE deleted_at IS NULL;

CREATE INDEX department_parent_id_ix ON department (workspace_id, parent_id, id) WHERE deleted_at IS NULL;

CREATE INDEX department_manager_id_ix ON department (workspace_id, manager_id, id) WHERE deleted_at IS NULL;

CREATE INDEX department_deleted_ix ON department (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX role_created_at_ix ON "role" (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX role_changed_at_ix ON "role" (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX role_name_key ON "role" (workspace_id, name) WHERE deleted_at IS NULL;

CREATE INDEX role_deleted_ix ON "role" (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX app_user_created_at_ix ON app_user (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX app_user_changed_at_ix ON app_user (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX app_user_name_sort_ix ON app_user (workspace_id, name_sort, id) WHERE deleted_at IS NULL;

CREATE INDEX app_user_name_ix ON app_user (workspace_id, name, id) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX app_user_email_key ON app_user (workspace_id, email) WHERE deleted_at IS NULL;

CREATE INDEX app_user_department_id_ix ON app_user (workspace_id, department_id, id) WHERE deleted_at IS NULL;

CREATE INDEX app_user_manager_id_ix ON app_user (workspace_id, manager_id, id) WHERE deleted_at IS NULL;

CREATE INDEX app_user_deleted_ix ON app_user (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX choice_created_at_ix ON choice (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX choice_changed_at_ix ON choice (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX choice_list_key_key ON choice (workspace_id, list, key) WHERE deleted_at IS NULL;

CREATE INDEX choice_deleted_ix ON choice (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX custom_field_created_at_ix ON custom_field (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX custom_field_changed_at_ix ON custom_field (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX custom_field_object_key_key ON custom_field (workspace_id, object, key) WHERE deleted_at IS NULL;

CREATE INDEX custom_field_deleted_ix ON custom_field (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX tag_created_at_ix ON tag (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX tag_changed_at_ix ON tag (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX tag_name_key ON tag (workspace_id, name) WHERE deleted_at IS NULL;

CREATE INDEX tag_deleted_ix ON tag (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX file_created_at_ix ON file (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX file_changed_at_ix ON file (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX file_regarding_id_ix ON file (workspace_id, regarding_id, id) WHERE deleted_at IS NULL;

CREATE INDEX file_owner_id_ix ON file (workspace_id, owner_id, id) WHERE deleted_at IS NULL;

CREATE INDEX file_deleted_ix ON file (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX saved_view_created_at_ix ON saved_view (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX saved_view_changed_at_ix ON saved_view (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX saved_view_owner_id_ix ON saved_view (workspace_id, owner_id, id) WHERE deleted_at IS NULL;

CREATE INDEX saved_view_object_position_ix ON saved_view (workspace_id, object, "position", id) WHERE deleted_at IS NULL;

CREATE INDEX saved_view_deleted_ix ON saved_view (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX exchange_rate_created_at_ix ON exchange_rate (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX exchange_rate_changed_at_ix ON exchange_rate (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX exchange_rate_currency_date_key ON exchange_rate (workspace_id, currency, date) WHERE deleted_at IS NULL;

CREATE INDEX exchange_rate_deleted_ix ON exchange_rate (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX account_created_at_ix ON account (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX account_changed_at_ix ON account (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX account_number_ix ON account (workspace_id, number, id) WHERE deleted_at IS NULL;

CREATE INDEX account_name_sort_ix ON account (workspace_id, name_sort, id) WHERE deleted_at IS NULL;

CREATE INDEX account_name_ix ON account (workspace_id, name, id) WHERE deleted_at IS NULL;

CREATE INDEX account_status_ix ON account (workspace_id, status, id) WHERE deleted_at IS NULL;

CREATE INDEX account_level_ix ON account (workspace_id, level, id) WHERE deleted_at IS NULL;

CREATE INDEX account_region_ix ON account (workspace_id, region, id) WHERE deleted_at IS NULL;

CREATE INDEX account_parent_id_ix ON account (workspace_id, parent_id, id) WHERE deleted_at IS NULL;

CREATE INDEX account_referred_by_id_ix ON account (workspace_id, referred_by_id, id) WHERE deleted_at IS NULL;

CREATE INDEX account_owner_id_ix ON account (workspace_id, owner_id, id) WHERE deleted_at IS NULL;

CREATE INDEX account_last_activity_at_ix ON account (workspace_id, last_activity_at, id) WHERE deleted_at IS NULL;

CREATE INDEX account_next_activity_at_ix ON account (workspace_id, next_activity_at, id) WHERE deleted_at IS NULL;

CREATE INDEX account_owner_id_created_at_ix ON account (workspace_id, owner_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX account_status_created_at_ix ON account (workspace_id, status, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX account_deleted_ix ON account (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX contact_created_at_ix ON contact (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX contact_changed_at_ix ON contact (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX contact_name_sort_ix ON contact (workspace_id, name_sort, id) WHERE deleted_at IS NULL;

CREATE INDEX contact_name_ix ON contact (workspace_id, name, id) WHERE deleted_at IS NULL;

CREATE INDEX contact_account_id_ix ON contact (workspace_id, account_id, id) WHERE deleted_at IS NULL;

CREATE INDEX contact_reports_to_id_ix ON contact (workspace_id, reports_to_id, id) WHERE deleted_at IS NULL;

CREATE INDEX contact_owner_id_ix ON contact (workspace_id, owner_id, id) WHERE deleted_at IS NULL;

CREATE INDEX contact_deleted_ix ON contact (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX account_contact_created_at_ix ON account_contact (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX account_contact_changed_at_ix ON account_contact (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX account_contact_account_id_ix ON account_contact (workspace_id, account_id, id) WHERE deleted_at IS NULL;

CREATE INDEX account_contact_contact_id_ix ON account_contact (workspace_id, contact_id, id) WHERE deleted_at IS NULL;

CREATE INDEX account_contact_owner_id_ix ON account_contact (workspace_id, owner_id, id) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX account_contact_contact_id_account_id_key ON account_contact (workspace_id, contact_id, account_id) WHERE deleted_at IS NULL;

CREATE INDEX account_contact_deleted_ix ON account_contact (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX activity_created_at_ix ON activity (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX activity_changed_at_ix ON activity (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX activity_status_ix ON activity (workspace_id, status, id) WHERE deleted_at IS NULL;

CREATE INDEX activity_regarding_id_ix ON activity (workspace_id, regarding_id, id) WHERE deleted_at IS NULL;

CREATE INDEX activity_account_id_ix ON activity (workspace_id, account_id, id) WHERE deleted_at IS NULL;

CREATE INDEX activity_contact_id_ix ON activity (workspace_id, contact_id, id) WHERE deleted_at IS NULL;

CREATE INDEX activity_occur_at_ix ON activity (workspace_id, occur_at, id) WHERE deleted_at IS NULL;

CREATE INDEX activity_due_at_ix ON activity (workspace_id, due_at, id) WHERE deleted_at IS NULL;

CREATE INDEX activity_owner_id_ix ON activity (workspace_id, owner_id, id) WHERE deleted_at IS NULL;

CREATE INDEX activity_account_id_occur_at_ix ON activity (workspace_id, account_id, occur_at, id) WHERE deleted_at IS NULL;

CREATE INDEX activity_owner_id_due_at_ix ON activity (workspace_id, owner_id, due_at, id) WHERE deleted_at IS NULL;

CREATE INDEX activity_deleted_ix ON activity (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX lead_created_at_ix ON lead (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX lead_changed_at_ix ON lead (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX lead_name_sort_ix ON lead (workspace_id, name_sort, id) WHERE deleted_at IS NULL;

CREATE INDEX lead_name_ix ON lead (workspace_id, name, id) WHERE deleted_at IS NULL;

CREATE INDEX lead_company_name_sort_ix ON lead (workspace_id, company_name_sort, id) WHERE deleted_at IS NULL;

CREATE INDEX lead_company_name_ix ON lead (workspace_id, company_name, id) WHERE deleted_at IS NULL;

CREATE INDEX lead_status_ix ON lead (workspace_id, status, id) WHERE deleted_at IS NULL;

CREATE INDEX lead_owner_id_ix ON lead (workspace_id, owner_id, id) WHERE deleted_at IS NULL;

CREATE INDEX lead_deleted_ix ON lead (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX pipeline_created_at_ix ON pipeline (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX pipeline_changed_at_ix ON pipeline (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX pipeline_name_key ON pipeline (workspace_id, name) WHERE deleted_at IS NULL;

CREATE INDEX pipeline_deleted_ix ON pipeline (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX stage_created_at_ix ON stage (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX stage_changed_at_ix ON stage (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX stage_pipeline_id_ix ON stage (workspace_id, pipeline_id, id) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX stage_pipeline_id_name_key ON stage (workspace_id, pipeline_id, name) WHERE deleted_at IS NULL;

CREATE INDEX stage_deleted_ix ON stage (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX opportunity_created_at_ix ON opportunity (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX opportunity_changed_at_ix ON opportunity (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX opportunity_number_ix ON opportunity (workspace_id, number, id) WHERE deleted_at IS NULL;

CREATE INDEX opportunity_name_sort_ix ON opportunity (workspace_id, name_sort, id) WHERE deleted_at IS NULL;

CREATE INDEX opportunity_name_ix ON opportunity (workspace_id, name, id) WHERE deleted_at IS NULL;

CREATE INDEX opportunity_account_id_ix ON opportunity (workspace_id, account_id, id) WHERE deleted_at IS NULL;

CREATE INDEX opportunity_contact_id_ix ON opportunity (workspace_id, contact_id, id) WHERE deleted_at IS NULL;

CREATE INDEX opportunity_pipeline_id_ix ON opportunity (workspace_id, pipeline_id, id) WHERE deleted_at IS NULL;

CREATE INDEX opportunity_stage_id_ix ON opportunity (workspace_id, stage_id, id) WHERE deleted_at IS NULL;

CREATE INDEX opportunity_amount_base_ix ON opportunity (workspace_id, amount_base, id) WHERE deleted_at IS NULL;

CREATE INDEX opportunity_close_date_ix ON opportunity (workspace_id, close_date, id) WHERE deleted_at IS NULL;

CREATE INDEX opportunity_product_id_ix ON opportunity (workspace_id, product_id, id) WHERE deleted_at IS NULL;

CREATE INDEX opportunity_owner_id_ix ON opportunity (workspace_id, owner_id, id) WHERE deleted_at IS NULL;

CREATE INDEX opportunity_stage_id_close_date_ix ON opportunity (workspace_id, stage_id, close_date, id) WHERE deleted_at IS NULL;

CREATE INDEX opportunity_owner_id_close_date_ix ON opportunity (workspace_id, owner_id, close_date, id) WHERE deleted_at IS NULL;

CREATE INDEX opportunity_deleted_ix ON opportunity (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX product_category_created_at_ix ON product_category (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX product_category_changed_at_ix ON product_category (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX product_category_name_sort_ix ON product_category (workspace_id, name_sort, id) WHERE deleted_at IS NULL;

CREATE INDEX product_category_name_ix ON product_category (workspace_id, name, id) WHERE deleted_at IS NULL;

CREATE INDEX product_category_parent_id_ix ON product_category (workspace_id, parent_id, id) WHERE deleted_at IS NULL;

CREATE INDEX product_category_deleted_ix ON product_category (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX product_created_at_ix ON product (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX product_changed_at_ix ON product (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX product_code_key ON product (workspace_id, code) WHERE deleted_at IS NULL;

CREATE INDEX product_name_sort_ix ON product (workspace_id, name_sort, id) WHERE deleted_at IS NULL;

CREATE INDEX product_name_ix ON product (workspace_id, name, id) WHERE deleted_at IS NULL;

CREATE INDEX product_category_id_ix ON product (workspace_id, category_id, id) WHERE deleted_at IS NULL;

CREATE INDEX product_deleted_ix ON product (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

ALTER TABLE department ADD CONSTRAINT department_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE department ADD CONSTRAINT department_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE department ADD CONSTRAINT department_parent_id_fk FOREIGN KEY (workspace_id, parent_id) REFERENCES department (workspace_id, id);

ALTER TABLE department ADD CONSTRAINT department_manager_id_fk FOREIGN KEY (workspace_id, manager_id) REFERENCES principal (workspace_id, id);

ALTER TABLE "role" ADD CONSTRAINT role_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE "role" ADD CONSTRAINT role_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE app_user ADD CONSTRAINT app_user_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE app_user ADD CONSTRAINT app_user_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE app_user ADD CONSTRAINT app_user_department_id_fk FOREIGN KEY (workspace_id, department_id) REFERENCES department (workspace_id, id);

ALTER TABLE app_user ADD CONSTRAINT app_user_manager_id_fk FOREIGN KEY (workspace_id, manager_id) REFERENCES principal (workspace_id, id);

ALTER TABLE choice ADD CONSTRAINT choice_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE choice ADD CONSTRAINT choice_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE custom_field ADD CONSTRAINT custom_field_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE custom_field ADD CONSTRAINT custom_field_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE tag ADD CONSTRAINT tag_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE tag ADD CONSTRAINT tag_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE file ADD CONSTRAINT file_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE file ADD CONSTRAINT file_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE file ADD CONSTRAINT file_owner_id_fk FOREIGN KEY (workspace_id, owner_id) REFERENCES principal (workspace_id, id);

ALTER TABLE saved_view ADD CONSTRAINT saved_view_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE saved_view ADD CONSTRAINT saved_view_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE saved_view ADD CONSTRAINT saved_view_owner_id_fk FOREIGN KEY (workspace_id, owner_id) REFERENCES principal (workspace_id, id);

ALTER TABLE exchange_rate ADD CONSTRAINT exchange_rate_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE exchange_rate ADD CONSTRAINT exchange_rate_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE account ADD CONSTRAINT account_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE account ADD CONSTRAINT account_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE account ADD CONSTRAINT account_parent_id_fk FOREIGN KEY (workspace_id, parent_id) REFERENCES account (workspace_id, id);

ALTER TABLE account ADD CONSTRAINT account_referred_by_id_fk FOREIGN KEY (workspace_id, referred_by_id) REFERENCES account (workspace_id, id);

ALTER TABLE account ADD CONSTRAINT account_owner_id_fk FOREIGN KEY (workspace_id, owner_id) REFERENCES principal (workspace_id, id);

ALTER TABLE contact ADD CONSTRAINT contact_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE contact ADD CONSTRAINT contact_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE contact ADD CONSTRAINT contact_account_id_fk FOREIGN KEY (workspace_id, account_id) REFERENCES account (workspace_id, id);

ALTER TABLE contact ADD CONSTRAINT contact_reports_to_id_fk FOREIGN KEY (workspace_id, reports_to_id) REFERENCES contact (workspace_id, id);

ALTER TABLE contact ADD CONSTRAINT contact_owner_id_fk FOREIGN KEY (workspace_id, owner_id) REFERENCES principal (workspace_id, id);

ALTER TABLE account_contact ADD CONSTRAINT account_contact_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE account_contact ADD CONSTRAINT account_contact_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE account_contact ADD CONSTRAINT account_contact_account_id_fk FOREIGN KEY (workspace_id, account_id) REFERENCES account (workspace_id, id);

ALTER TABLE account_contact ADD CONSTRAINT account_contact_contact_id_fk FOREIGN KEY (workspace_id, contact_id) REFERENCES contact (workspace_id, id);

ALTER TABLE account_contact ADD CONSTRAINT account_contact_owner_id_fk FOREIGN KEY (workspace_id, owner_id) REFERENCES principal (workspace_id, id);

ALTER TABLE activity ADD CONSTRAINT activity_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE activity ADD CONSTRAINT activity_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE activity ADD CONSTRAINT activity_account_id_fk FOREIGN KEY (workspace_id, account_id) REFERENCES account (workspace_id, id);

ALTER TABLE activity ADD CONSTRAINT activity_contact_id_fk FOREIGN KEY (workspace_id, contact_id) REFERENCES contact (workspace_id, id);

ALTER TABLE activity ADD CONSTRAINT activity_owner_id_fk FOREIGN KEY (workspace_id, owner_id) REFERENCES principal (workspace_id, id);

ALTER TABLE lead ADD CONSTRAINT lead_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE lead ADD CONSTRAINT lead_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE lead ADD CONSTRAINT lead_owner_id_fk FOREIGN KEY (workspace_id, owner_id) REFERENCES principal (workspace_id, id);

ALTER TABLE pipeline ADD CONSTRAINT pipeline_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE pipeline ADD CONSTRAINT pipeline_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE stage ADD CONSTRAINT stage_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE stage ADD CONSTRAINT stage_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE stage ADD CONSTRAINT stage_pipeline_id_fk FOREIGN KEY (workspace_id, pipeline_id) REFERENCES pipeline (workspace_id, id);

ALTER TABLE opportunity ADD CONSTRAINT opportunity_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE opportunity ADD CONSTRAINT opportunity_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE opportunity ADD CONSTRAINT opportunity_account_id_fk FOREIGN KEY (workspace_id, account_id) REFERENCES account (workspace_id, id);

ALTER TABLE opportunity ADD CONSTRAINT opportunity_contact_id_fk FOREIGN KEY (workspace_id, contact_id) REFERENCES contact (workspace_id, id);

ALTER TABLE opportunity ADD CONSTRAINT opportunity_pipeline_id_fk FOREIGN KEY (workspace_id, pipeline_id) REFERENCES pipeline (workspace_id, id);

ALTER TABLE opportunity ADD CONSTRAINT opportunity_stage_id_fk FOREIGN KEY (workspace_id, stage_id) REFERENCES stage (workspace_id, id);

ALTER TABLE opportunity ADD CONSTRAINT opportunity_product_id_fk FOREIGN KEY (workspace_id, product_id) REFERENCES product (workspace_id, id);

ALTER TABLE opportunity ADD CONSTRAINT opportunity_owner_id_fk FOREIGN KEY (workspace_id, owner_id) REFERENCES principal (workspace_id, id);

ALTER TABLE product_category ADD CONSTRAINT product_category_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE product_category ADD CONSTRAINT product_category_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE product_category ADD CONSTRAINT product_category_parent_id_fk FOREIGN KEY (workspace_id, parent_id) REFERENCES product_category (workspace_id, id);

ALTER TABLE product ADD CONSTRAINT product_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE product ADD CONSTRAINT product_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE product ADD CONSTRAINT product_category_id_fk FOREIGN KEY (workspace_id, category_id) REFERENCES product_category (workspace_id, id);

ALTER TABLE product ADD CONSTRAINT product_picture_id_fk FOREIGN KEY (workspace_id, picture_id) REFERENCES file (workspace_id, id);
