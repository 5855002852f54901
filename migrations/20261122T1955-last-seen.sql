-- When somebody was last at work in a workspace, exact to five minutes: sessions say it only as long as they live.
ALTER TABLE membership ADD COLUMN last_seen_at timestamptz;
