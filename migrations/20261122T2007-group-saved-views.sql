ALTER TABLE saved_view ADD COLUMN group_by text;
