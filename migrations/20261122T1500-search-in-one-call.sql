-- One call finds in all objects, whatever scope the reader has on each: with a call per scope the best hits of one stood behind the
-- weakest of another, and the index was asked several times.

CREATE FUNCTION search_find(
  p_query tsquery, p_text text, p_classes text[], p_all text[], p_own text[], p_me uuid, p_team text[], p_team_owners uuid[],
  p_below text[], p_below_owners uuid[], p_limit integer
)
RETURNS TABLE (object text, record_id uuid, title text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off
AS $$
  SELECT c.object, c.record_id, c.title
  FROM (
    SELECT d.object, d.record_id, d.title
    FROM search_document d
    WHERE d.workspace_id = current_workspace() AND d.tokens @@ p_query AND d.read_class = ANY (p_classes)
      AND (d.object = ANY (p_all) OR (d.object = ANY (p_own) AND d.owner_id = p_me) OR (d.object = ANY (p_team) AND d.owner_id = ANY (p_team_owners))
        OR (d.object = ANY (p_below) AND d.owner_id = ANY (p_below_owners)))
    LIMIT 1000
  ) c
  GROUP BY c.object, c.record_id, c.title
  ORDER BY lower(c.title) = p_text DESC, starts_with(lower(c.title), p_text) DESC, strpos(lower(c.title), p_text) > 0 DESC, char_length(c.title), c.record_id DESC
  LIMIT p_limit
$$;
REVOKE ALL ON FUNCTION search_find(tsquery, text, text[], text[], text[], uuid, text[], uuid[], text[], uuid[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_find(tsquery, text, text[], text[], text[], uuid, text[], uuid[], text[], uuid[], integer) TO guanxi_app;

DROP FUNCTION search_find(tsquery, text, text[], text[], text[], uuid[], integer);
