CREATE TABLE record_share (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by_id uuid NOT NULL,
  deleted_at timestamp with time zone,
  record_id uuid NOT NULL,
  record_object text NOT NULL,
  shared_with_id uuid NOT NULL,
  shared_with_object text NOT NULL,
  below boolean NOT NULL,
  level text NOT NULL,
  team_role text,
  related jsonb,
  until timestamp with time zone,
  reason text,
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
ALTER TABLE record_share ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace_rows ON record_share USING (workspace_id = current_workspace());

CREATE INDEX record_share_created_at_ix ON record_share (workspace_id, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX record_share_changed_at_ix ON record_share (workspace_id, changed_at, id) WHERE deleted_at IS NULL;

CREATE INDEX record_share_record_id_ix ON record_share (workspace_id, record_id, id) WHERE deleted_at IS NULL;

CREATE INDEX record_share_shared_with_id_ix ON record_share (workspace_id, shared_with_id, id) WHERE deleted_at IS NULL;

CREATE INDEX record_share_deleted_ix ON record_share (workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

ALTER TABLE record_share ADD CONSTRAINT record_share_created_by_id_fk FOREIGN KEY (workspace_id, created_by_id) REFERENCES principal (workspace_id, id);

ALTER TABLE record_share ADD CONSTRAINT record_share_changed_by_id_fk FOREIGN KEY (workspace_id, changed_by_id) REFERENCES principal (workspace_id, id);

-- What a workspace that was there before can call the members of a team; a new one is given the list with its base data.
INSERT INTO choice (workspace_id, id, created_at, created_by_id, changed_at, changed_by_id, list, key, label_zh, label_en, color, "position", active, origin)
SELECT p.workspace_id, gen_random_uuid(), p.created_at, p.id, p.created_at, p.id, 'team-role', v.key, v.zh, v.en, v.color, v.place, true, 'product'
FROM principal p, (VALUES ('member', '成员', 'Member', 'outline', 0), ('co-owner', '协作负责人', 'Co-owner', 'brand', 1), ('pre-sales', '售前', 'Pre-sales', 'outline', 2), ('delivery', '交付', 'Delivery', 'outline', 3),
  ('service', '客服', 'Service', 'outline', 4), ('finance', '财务', 'Finance', 'outline', 5), ('former-owner', '原负责人', 'Former owner', 'mute', 6)) v (key, zh, en, color, place)
WHERE p.kind = 'system' AND NOT EXISTS (SELECT 1 FROM choice c WHERE c.workspace_id = p.workspace_id AND c.list = 'team-role' AND c.key = v.key);

-- Finds as before, and what was shared with the reader besides.
CREATE FUNCTION search_find(
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
      AND (d.object = ANY (p_all) OR (d.object = ANY (p_own) AND d.owner_id = p_me) OR (d.object = ANY (p_team) AND d.owner_id = ANY (p_team_owners))
        OR (d.object = ANY (p_below) AND d.owner_id = ANY (p_below_owners)) OR d.record_id = ANY (p_shared))
    LIMIT 1000
  ) c
  GROUP BY c.object, c.record_id, c.title
  ORDER BY lower(c.title) = p_text DESC, starts_with(lower(c.title), p_text) DESC, strpos(lower(c.title), p_text) > 0 DESC, char_length(c.title), c.record_id DESC
  LIMIT p_limit
$$;
REVOKE ALL ON FUNCTION search_find(tsquery, text, text[], text[], text[], uuid, text[], uuid[], text[], uuid[], integer, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_find(tsquery, text, text[], text[], text[], uuid, text[], uuid[], text[], uuid[], integer, uuid[]) TO guanxi_app;
