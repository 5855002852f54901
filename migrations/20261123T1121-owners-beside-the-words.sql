-- Who owns a record changes by the ten thousand, by what it is found seldom: with both in one row, a customer who changed hands had all its words
-- put into their index once more. Here one narrow row of each record changes in place.
CREATE TABLE search_owner (
  workspace_id uuid NOT NULL,
  record_id uuid NOT NULL,
  owner_id uuid,
  PRIMARY KEY (workspace_id, record_id)
) WITH (fillfactor = 60);
COMMENT ON TABLE search_owner IS 'owner only';
INSERT INTO search_owner SELECT workspace_id, record_id, owner_id FROM search_document WHERE read_class = 'general' ORDER BY workspace_id, record_id;

CREATE OR REPLACE FUNCTION search_write(p_object text, p_ids uuid[], p_classes text[], p_owners uuid[], p_titles text[], p_tokens text[], p_version smallint)
RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
AS $$
  WITH owned AS (
    INSERT INTO search_owner AS o (workspace_id, record_id, owner_id)
    SELECT DISTINCT ON (i.id) current_workspace(), i.id, i.owner FROM unnest(p_ids, p_owners) AS i (id, owner)
    ON CONFLICT (workspace_id, record_id) DO UPDATE SET owner_id = excluded.owner_id WHERE o.owner_id IS DISTINCT FROM excluded.owner_id
  ), written AS (
    INSERT INTO search_document AS d (workspace_id, object, record_id, read_class, title, tokens, token_version)
    SELECT current_workspace(), p_object, i.id, i.class, i.title, array_to_tsvector(string_to_array(i.tokens, U&'\001F')), p_version
    FROM unnest(p_ids, p_classes, p_titles, p_tokens) AS i (id, class, title, tokens)
    ON CONFLICT (workspace_id, record_id, read_class)
    DO UPDATE SET title = excluded.title, tokens = excluded.tokens, token_version = excluded.token_version
    RETURNING 1
  )
  SELECT count(*)::integer FROM written
$$;

CREATE OR REPLACE FUNCTION search_set_owner(p_ids uuid[], p_owners uuid[])
RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
AS $$
  WITH moved AS (
    UPDATE search_owner o SET owner_id = i.owner
    FROM unnest(p_ids, p_owners) AS i (id, owner)
    WHERE o.workspace_id = current_workspace() AND o.record_id = i.id
    RETURNING 1
  )
  SELECT count(*)::integer FROM moved
$$;

CREATE OR REPLACE FUNCTION search_remove(p_ids uuid[])
RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
AS $$
  WITH unowned AS (DELETE FROM search_owner WHERE workspace_id = current_workspace() AND record_id = ANY (p_ids)),
    removed AS (DELETE FROM search_document WHERE workspace_id = current_workspace() AND record_id = ANY (p_ids) RETURNING 1)
  SELECT count(*)::integer FROM removed
$$;

-- Finds as before. Only of objects that are not seen whole is it asked who owns the record, and then by its key.
CREATE OR REPLACE FUNCTION search_find(
  p_query tsquery, p_text text, p_classes text[], p_all text[], p_own text[], p_me uuid, p_team text[], p_team_owners uuid[],
  p_below text[], p_below_owners uuid[], p_limit integer, p_shared uuid[]
)
RETURNS TABLE (object text, record_id uuid, title text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $$
  SELECT c.object, c.record_id, c.title
  FROM (
    SELECT d.object, d.record_id, d.title
    FROM search_document d
    WHERE d.workspace_id = current_workspace() AND d.tokens @@ p_query AND d.read_class = ANY (p_classes)
      AND (d.object = ANY (p_all) OR (
          SELECT (d.object = ANY (p_own) AND o.owner_id = p_me) OR (d.object = ANY (p_team) AND o.owner_id = ANY (p_team_owners))
            OR (d.object = ANY (p_below) AND o.owner_id = ANY (p_below_owners))
          FROM search_owner o WHERE o.workspace_id = current_workspace() AND o.record_id = d.record_id
        ) OR d.record_id = ANY (p_shared))
    LIMIT 1000
  ) c
  GROUP BY c.object, c.record_id, c.title
  ORDER BY lower(c.title) = p_text DESC, starts_with(lower(c.title), p_text) DESC, strpos(lower(c.title), p_text) > 0 DESC, char_length(c.title), c.record_id DESC
  LIMIT p_limit
$$;

ALTER TABLE search_document DROP COLUMN owner_id;
