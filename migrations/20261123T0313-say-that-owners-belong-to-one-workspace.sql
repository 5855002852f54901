CREATE STATISTICS file_owner_st (dependencies) ON workspace_id, owner_id FROM file;

CREATE STATISTICS saved_view_owner_st (dependencies) ON workspace_id, owner_id FROM saved_view;

CREATE STATISTICS text_template_owner_st (dependencies) ON workspace_id, owner_id FROM text_template;

CREATE STATISTICS account_owner_st (dependencies) ON workspace_id, owner_id FROM account;

CREATE STATISTICS contact_owner_st (dependencies) ON workspace_id, owner_id FROM contact;

CREATE STATISTICS account_contact_owner_st (dependencies) ON workspace_id, owner_id FROM account_contact;

CREATE STATISTICS activity_owner_st (dependencies) ON workspace_id, owner_id FROM activity;

CREATE STATISTICS lead_owner_st (dependencies) ON workspace_id, owner_id FROM lead;

CREATE STATISTICS opportunity_owner_st (dependencies) ON workspace_id, owner_id FROM opportunity;

-- Known from now on, and not only when a tenth of a large table has changed.
ANALYZE file;
ANALYZE saved_view;
ANALYZE text_template;
ANALYZE account;
ANALYZE contact;
ANALYZE account_contact;
ANALYZE activity;
ANALYZE lead;
ANALYZE opportunity;
