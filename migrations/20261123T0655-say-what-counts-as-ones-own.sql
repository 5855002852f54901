ALTER TABLE object_setting ADD COLUMN mine jsonb;
