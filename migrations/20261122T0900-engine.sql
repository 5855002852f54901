-- What the record engine itself needs. Rules that every table keeps (one schema for PostgreSQL 15+ and Citus): the workspace
-- leads every key, foreign keys are NO ACTION or CASCADE, no triggers, no serials, row level security enabled but not forced.

CREATE EXTENSION IF NOT EXISTS btree_gin;

-- The workspace of the connection; null when none is set, which no row equals.
CREATE FUNCTION current_workspace() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('app.workspace', true), '')::uuid $$;

CREATE TABLE workspace (
  workspace_id uuid PRIMARY KEY,
  name text NOT NULL,
  currency text NOT NULL,
  locale text NOT NULL,
  time_zone text NOT NULL,
  created_at timestamptz NOT NULL,
  suspended_at timestamptz
);

CREATE TABLE principal (
  workspace_id uuid NOT NULL REFERENCES workspace (workspace_id) ON DELETE CASCADE,
  id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  name_sort text COLLATE "C" NOT NULL,
  active boolean NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT principal_kind CHECK (kind IN ('staff', 'customer', 'partner', 'token', 'system', 'agent'))
);

-- Values of `references` fields: one row per link, so that both ends are found by index.
CREATE TABLE reference_link (
  workspace_id uuid NOT NULL,
  object text NOT NULL,
  field text NOT NULL,
  record_id uuid NOT NULL,
  target_id uuid NOT NULL,
  PRIMARY KEY (workspace_id, object, field, record_id, target_id)
);
CREATE INDEX reference_link_target_ix ON reference_link (workspace_id, target_id, object, field, record_id);

-- Every change of every record: timeline, audit and undo. Append-only, by month; nothing has a foreign key to it.
CREATE TABLE history (
  workspace_id uuid NOT NULL,
  at timestamptz NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  record_id uuid NOT NULL,
  revision integer NOT NULL,
  kind text NOT NULL,
  principal_id uuid NOT NULL,
  behalf_id uuid,
  through text NOT NULL,
  change_id uuid NOT NULL,
  changes jsonb NOT NULL,
  PRIMARY KEY (workspace_id, record_id, at, id)
) PARTITION BY RANGE (at);
CREATE INDEX history_change_ix ON history (workspace_id, change_id, id);
CREATE TABLE history_rest PARTITION OF history DEFAULT;

-- Events in the order of their transactions: (transaction, sequence) never gains a row below what the relay has passed.
CREATE SEQUENCE outbox_sequence;
CREATE TABLE outbox (
  workspace_id uuid NOT NULL,
  at timestamptz NOT NULL,
  transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
  sequence bigint NOT NULL DEFAULT nextval('outbox_sequence'),
  kind text NOT NULL,
  object text NOT NULL,
  record_id uuid,
  revision integer,
  principal_id uuid NOT NULL,
  change_id uuid NOT NULL,
  payload jsonb
) PARTITION BY RANGE (at);
CREATE INDEX outbox_order_ix ON outbox (transaction_id, sequence);
CREATE TABLE outbox_rest PARTITION OF outbox DEFAULT;

-- How far each consumer has read. Owner only: the relay keeps it.
CREATE TABLE relay_position (
  consumer text PRIMARY KEY,
  transaction_id xid8 NOT NULL,
  sequence bigint NOT NULL,
  moved_at timestamptz NOT NULL
);
COMMENT ON TABLE relay_position IS 'owner only';

CREATE TABLE timeline_entry (
  workspace_id uuid NOT NULL,
  object text NOT NULL,
  record_id uuid NOT NULL,
  at timestamptz NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  ref_object text NOT NULL,
  ref_id uuid NOT NULL,
  principal_id uuid NOT NULL,
  changes jsonb,
  PRIMARY KEY (workspace_id, record_id, at, id)
);
CREATE INDEX timeline_entry_ref_ix ON timeline_entry (workspace_id, ref_id);

-- A change of many records: written in transactions of 500 at most, resumed from its checkpoint, cancelled and undone as one.
CREATE TABLE batch (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  object text,
  input jsonb NOT NULL,
  status text NOT NULL,
  total bigint,
  done bigint NOT NULL,
  checkpoint jsonb,
  result jsonb NOT NULL,
  error jsonb,
  cancel_requested boolean NOT NULL,
  principal_id uuid NOT NULL,
  undo_of uuid,
  undone_by uuid,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT batch_status CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled'))
);
CREATE INDEX batch_recent_ix ON batch (workspace_id, created_at, id);

CREATE TABLE external_key (
  workspace_id uuid NOT NULL,
  source text NOT NULL,
  key text NOT NULL,
  object text NOT NULL,
  record_id uuid NOT NULL,
  PRIMARY KEY (workspace_id, source, object, key)
);
CREATE INDEX external_key_record_ix ON external_key (workspace_id, record_id);

CREATE TABLE number_series (
  workspace_id uuid NOT NULL,
  series text NOT NULL,
  next bigint NOT NULL,
  PRIMARY KEY (workspace_id, series)
);

CREATE TABLE idempotency_key (
  workspace_id uuid NOT NULL,
  principal_id uuid NOT NULL,
  key text NOT NULL,
  request_hash text NOT NULL,
  answer jsonb,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, principal_id, key)
);
CREATE INDEX idempotency_key_age_ix ON idempotency_key (workspace_id, created_at);

-- Words of records, made by the application. Without row level security, because its operators are not leakproof and would lose
-- their index; so the app role has no grant on it and goes through the two functions below, which name the workspace themselves.
CREATE TABLE search_document (
  workspace_id uuid NOT NULL,
  object text NOT NULL,
  record_id uuid NOT NULL,
  read_class text NOT NULL,
  owner_id uuid,
  title text NOT NULL,
  tokens tsvector NOT NULL,
  token_version smallint NOT NULL,
  PRIMARY KEY (workspace_id, record_id, read_class)
);
COMMENT ON TABLE search_document IS 'owner only';
CREATE INDEX search_document_tokens_ix ON search_document USING gin (workspace_id, tokens) WITH (fastupdate = on, gin_pending_list_limit = 1024);

-- Stores the words of records. `p_tokens` holds one text per row, its tokens parted by the unit separator (U+001F).
CREATE FUNCTION search_write(p_object text, p_ids uuid[], p_classes text[], p_owners uuid[], p_titles text[], p_tokens text[], p_version smallint)
RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  WITH written AS (
    INSERT INTO search_document AS d (workspace_id, object, record_id, read_class, owner_id, title, tokens, token_version)
    SELECT current_workspace(), p_object, i.id, i.class, i.owner, i.title, array_to_tsvector(string_to_array(i.tokens, U&'\001F')), p_version
    FROM unnest(p_ids, p_classes, p_owners, p_titles, p_tokens) AS i (id, class, owner, title, tokens)
    ON CONFLICT (workspace_id, record_id, read_class)
    DO UPDATE SET owner_id = excluded.owner_id, title = excluded.title, tokens = excluded.tokens, token_version = excluded.token_version
    RETURNING 1
  )
  SELECT count(*)::integer FROM written
$$;

-- Moves the owner of records that are already stored: the index is not touched.
CREATE FUNCTION search_set_owner(p_ids uuid[], p_owners uuid[])
RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  WITH moved AS (
    UPDATE search_document d SET owner_id = i.owner
    FROM unnest(p_ids, p_owners) AS i (id, owner)
    WHERE d.workspace_id = current_workspace() AND d.record_id = i.id
    RETURNING 1
  )
  SELECT count(*)::integer FROM moved
$$;

CREATE FUNCTION search_remove(p_ids uuid[])
RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  WITH removed AS (DELETE FROM search_document WHERE workspace_id = current_workspace() AND record_id = ANY (p_ids) RETURNING 1)
  SELECT count(*)::integer FROM removed
$$;

-- Finds records by words. Scope stands before the cap: `p_all` objects are seen whole, `p_owned` pairs an object with the owners whose
-- records are seen. Candidates are capped, then ordered by how well the title fits.
CREATE FUNCTION search_find(
  p_query tsquery, p_text text, p_classes text[], p_all text[], p_owned text[], p_owners uuid[], p_limit integer
)
RETURNS TABLE (object text, record_id uuid, title text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off
AS $$
  SELECT c.object, c.record_id, c.title
  FROM (
    SELECT d.object, d.record_id, d.title
    FROM search_document d
    WHERE d.workspace_id = current_workspace() AND d.tokens @@ p_query AND d.read_class = ANY (p_classes)
      AND (d.object = ANY (p_all) OR (d.object = ANY (p_owned) AND d.owner_id = ANY (p_owners)))
    LIMIT 1000
  ) c
  GROUP BY c.object, c.record_id, c.title
  ORDER BY lower(c.title) = p_text DESC, starts_with(lower(c.title), p_text) DESC, strpos(lower(c.title), p_text) > 0 DESC, char_length(c.title), c.record_id DESC
  LIMIT p_limit
$$;

REVOKE ALL ON FUNCTION search_write(text, uuid[], text[], uuid[], text[], text[], smallint) FROM PUBLIC;
REVOKE ALL ON FUNCTION search_set_owner(uuid[], uuid[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION search_remove(uuid[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION search_find(tsquery, text, text[], text[], text[], uuid[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_write(text, uuid[], text[], uuid[], text[], text[], smallint) TO guanxi_app;
GRANT EXECUTE ON FUNCTION search_set_owner(uuid[], uuid[]) TO guanxi_app;
GRANT EXECUTE ON FUNCTION search_remove(uuid[]) TO guanxi_app;
GRANT EXECUTE ON FUNCTION search_find(tsquery, text, text[], text[], text[], uuid[], integer) TO guanxi_app;

-- Highest instant that any server has seen: a clock that runs backwards is noticed against this, never against the data.
CREATE TABLE clock_mark (
  id smallint PRIMARY KEY,
  highest timestamptz NOT NULL,
  CONSTRAINT clock_mark_one CHECK (id = 1)
);

ALTER TABLE workspace ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON workspace USING (workspace_id = current_workspace());
ALTER TABLE principal ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON principal USING (workspace_id = current_workspace());
ALTER TABLE reference_link ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON reference_link USING (workspace_id = current_workspace());
ALTER TABLE history ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON history USING (workspace_id = current_workspace());
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON outbox USING (workspace_id = current_workspace());
ALTER TABLE timeline_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON timeline_entry USING (workspace_id = current_workspace());
ALTER TABLE batch ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON batch USING (workspace_id = current_workspace());
ALTER TABLE external_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON external_key USING (workspace_id = current_workspace());
ALTER TABLE number_series ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON number_series USING (workspace_id = current_workspace());
ALTER TABLE idempotency_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON idempotency_key USING (workspace_id = current_workspace());
