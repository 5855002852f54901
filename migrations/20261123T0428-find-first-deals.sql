-- Customers whose first deal was just won: few at any moment, looked for once a minute.
CREATE INDEX account_first_deal_ix ON account (workspace_id, id) WHERE won_opportunities > 0 AND lifecycle IN ('prospect', 'engaged') AND deleted_at IS NULL;
