-- Records that changed since this moment are looked at by the next night. Empty where the last search was one of before: then all are.
ALTER TABLE duplicate_sweep ADD COLUMN changes_since timestamptz;
