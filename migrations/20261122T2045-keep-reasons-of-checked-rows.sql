-- Why a row would be rejected; null for the others, and for what was checked before this was kept.
ALTER TABLE import_effect ADD COLUMN problems jsonb;
