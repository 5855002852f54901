-- In whose name something was done, where somebody stood in for a colleague.
ALTER TABLE timeline_entry ADD COLUMN behalf_id uuid;
