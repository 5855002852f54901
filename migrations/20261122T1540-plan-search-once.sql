-- The way into the index is the same whatever is asked: planning it anew took as long as finding.
ALTER FUNCTION search_find(tsquery, text, text[], text[], text[], uuid, text[], uuid[], text[], uuid[], integer) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION search_write(text, uuid[], text[], uuid[], text[], text[], smallint) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION search_set_owner(uuid[], uuid[]) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION search_remove(uuid[]) SET plan_cache_mode = force_generic_plan;
