-- Workspaces made before customers had relations, consents, needs and a lifecycle get what new ones are seeded with: the values of the lists, the
-- kinds of relation, and the rights of roles that may work with customers. What a workspace has by now stays as it is.

-- Of this moment, by version 7: a record's history is read from the month in its id on.
CREATE FUNCTION pg_temp.new_id() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    PLACING substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

UPDATE role r SET grants = r.grants || '{"relationKind": {"read": "all"}, "consentText": {"read": "all"}, "healthRule": {"read": "all"},
    "absence": {"create": "own", "read": "all", "update": "own", "delete": "own"}}'::jsonb
    || CASE WHEN r.grants ? 'account' THEN jsonb_build_object('customerNeed', r.grants -> 'account', 'relation', r.grants -> 'account',
      'accountAddress', r.grants -> 'account', 'externalFact', r.grants -> 'account',
      'consent', jsonb_strip_nulls(jsonb_build_object('create', r.grants -> 'account' -> 'create', 'read', r.grants -> 'account' -> 'read'))) ELSE '{}' END
  WHERE r.grants ? 'tag' AND NOT r.grants ? 'relationKind' AND NOT r.grants ? 'relation'
    AND NOT EXISTS (SELECT 1 FROM choice c WHERE c.workspace_id = r.workspace_id AND c.list = 'lifecycle-stage');

WITH entry AS (
  SELECT * FROM (VALUES
    ('health-part', 'recency', '最近往来', 'Recency', NULL, 0), ('health-part', 'frequency', '往来频次', 'Frequency', NULL, 1), ('health-part', 'pipeline', '在途商机', 'Open pipeline', NULL, 2), ('health-part', 'won', '成交', 'Won deals', NULL, 3), ('health-part', 'overdue', '逾期', 'Late work', NULL, 4),
    ('lifecycle-stage', 'prospect', '潜在', 'Prospect', 'mute', 0), ('lifecycle-stage', 'engaged', '接洽', 'Engaged', 'brand', 1), ('lifecycle-stage', 'customer', '成交', 'Customer', 'ok', 2), ('lifecycle-stage', 'loyal', '忠诚', 'Loyal', 'ok', 3), ('lifecycle-stage', 'lapsed', '沉睡', 'Lapsed', 'bad', 4),
    ('address-kind', 'registered', '注册地址', 'Registered', NULL, 0), ('address-kind', 'delivery', '收货地址', 'Delivery', NULL, 1), ('address-kind', 'invoice', '寄票地址', 'Invoice', NULL, 2), ('address-kind', 'other', '其他', 'Other', NULL, 3),
    ('need-state', 'raised', '已提出', 'Raised', 'mute', 0), ('need-state', 'analysed', '已分析', 'Analysed', 'brand', 1), ('need-state', 'agreed', '已约定', 'Agreed', 'brand', 2), ('need-state', 'met', '已满足', 'Met', 'ok', 3), ('need-state', 'dropped', '已放弃', 'Dropped', 'mute', 4),
    ('external-fact-kind', 'credit', '信用', 'Credit', NULL, 0), ('external-fact-kind', 'demographic', '人口统计', 'Demographic', NULL, 1), ('external-fact-kind', 'lifestyle', '生活方式', 'Lifestyle', NULL, 2),
    ('consent-channel', 'email', '邮件', 'E-mail', NULL, 0), ('consent-channel', 'sms', '短信', 'SMS', NULL, 1), ('consent-channel', 'phone', '电话', 'Phone', NULL, 2), ('consent-channel', 'wechat', '微信', 'WeChat', NULL, 3), ('consent-channel', 'post', '邮寄', 'Post', NULL, 4),
    ('consent-state', 'granted', '同意', 'Granted', 'ok', 0), ('consent-state', 'withdrawn', '撤回', 'Withdrawn', 'bad', 1),
    ('consent-source', 'form', '表单', 'Form', NULL, 0), ('consent-source', 'contract', '合同', 'Contract', NULL, 1), ('consent-source', 'verbal', '口头', 'By word', NULL, 2), ('consent-source', 'message', '来信', 'Message', NULL, 3), ('consent-source', 'import', '导入', 'Import', NULL, 4), ('consent-source', 'other', '其他', 'Other', NULL, 5)) AS e (list, key, zh, en, color, place)
), made AS (
  INSERT INTO choice (workspace_id, id, created_at, created_by_id, changed_at, changed_by_id, list, key, label_zh, label_en, color, "position", active)
  SELECT p.workspace_id, pg_temp.new_id(), now(), p.id, now(), p.id, e.list, e.key, e.zh, e.en, e.color, e.place, true
  FROM principal p CROSS JOIN entry e WHERE p.kind = 'system' AND EXISTS (SELECT 1 FROM choice c WHERE c.workspace_id = p.workspace_id)
    AND NOT EXISTS (SELECT 1 FROM choice c WHERE c.workspace_id = p.workspace_id AND c.list = e.list)
  RETURNING workspace_id, id, created_at, created_by_id, list, key, label_zh, label_en, color, "position"
)
INSERT INTO history (workspace_id, at, id, object, record_id, revision, kind, principal_id, through, change_id, changes)
SELECT workspace_id, created_at, pg_temp.new_id(), 'choice', id, 1, 'create', created_by_id, 'upgrade', pg_temp.new_id(),
  jsonb_strip_nulls(jsonb_build_object('list', jsonb_build_array(NULL, list), 'key', jsonb_build_array(NULL, key), 'labelZh', jsonb_build_array(NULL, label_zh),
    'labelEn', jsonb_build_array(NULL, label_en), 'color', CASE WHEN color IS NOT NULL THEN jsonb_build_array(NULL, color) END,
    'position', jsonb_build_array(NULL, "position"), 'active', jsonb_build_array(NULL, true)))
FROM made;

WITH entry AS (
  SELECT * FROM (VALUES
    ('供应商', '采购方', 'Supplier', 'Buyer', 0), ('代理商', '厂商', 'Agent', 'Principal', 1), ('合作伙伴', '合作伙伴', 'Partner', 'Partner', 2), ('竞争对手', '竞争对手', 'Competitor', 'Competitor', 3),
    ('股东', '被投资方', 'Shareholder', 'Holding', 4), ('顾问', '委托方', 'Adviser', 'Client', 5), ('同学', '同学', 'Fellow student', 'Fellow student', 6), ('亲属', '亲属', 'Relative', 'Relative', 7)) AS e (zh, zh_reverse, en, en_reverse, place)
), made AS (
  INSERT INTO relation_kind (workspace_id, id, created_at, created_by_id, changed_at, changed_by_id, name, reverse_name, active)
  SELECT p.workspace_id, pg_temp.new_id(), now() + e.place * interval '1 ms', p.id, now(), p.id,
    CASE w.locale WHEN 'en' THEN e.en ELSE e.zh END, CASE w.locale WHEN 'en' THEN e.en_reverse ELSE e.zh_reverse END, true
  FROM principal p JOIN workspace w USING (workspace_id) CROSS JOIN entry e
  WHERE p.kind = 'system' AND EXISTS (SELECT 1 FROM choice c WHERE c.workspace_id = p.workspace_id)
    AND NOT EXISTS (SELECT 1 FROM relation_kind k WHERE k.workspace_id = p.workspace_id)
  RETURNING workspace_id, id, changed_at, created_by_id, name, reverse_name
)
INSERT INTO history (workspace_id, at, id, object, record_id, revision, kind, principal_id, through, change_id, changes)
SELECT workspace_id, changed_at, pg_temp.new_id(), 'relationKind', id, 1, 'create', created_by_id, 'upgrade', pg_temp.new_id(),
  jsonb_build_object('name', jsonb_build_array(NULL, name), 'reverseName', jsonb_build_array(NULL, reverse_name), 'active', jsonb_build_array(NULL, true))
FROM made;

DROP FUNCTION pg_temp.new_id();
