-- Every server looks every few seconds for work that nobody is at any more.
CREATE INDEX batch_open_ix ON batch (workspace_id, created_at) WHERE status IN ('queued', 'running');
