CREATE UNIQUE INDEX custom_field_object_slot_key ON custom_field (workspace_id, object, slot) WHERE deleted_at IS NULL;
