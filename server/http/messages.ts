import { defineMessages } from '../../engine/index.ts'

/** What the server itself has to say: about requests, not about business. Everything else comes from the engine's and the areas' catalogues. */
export const serverMessages = defineMessages({
  view_as_reads_only: {
    zh: '以别人的身份查看时不能修改。先结束查看。',
    en: 'Nothing can be changed while you look on as somebody else. End that first.',
  },
  not_shown_to_viewers: {
    zh: '这是对方自己的，以别人的身份查看时看不到。',
    en: 'This is the person’s own; it is not shown to whoever looks on.',
  },
  view_as_inactive: { zh: '对方已停用，不能以其身份查看。', en: 'They are inactive, so there is nothing to look at.' },
  view_as_oneself: { zh: '这就是你自己。', en: 'That is you.' },
  sign_in_required: { zh: '请先登录。', en: 'Please sign in.' },
  session_ended: { zh: '登录已过期，请重新登录。', en: 'Your session has ended. Please sign in again.' },
  wrong_password: { zh: '邮箱或密码不正确。', en: 'The e-mail or the password is wrong.' },
  sign_in_locked: {
    zh: '密码错误次数过多，请在 {minutes} 分钟后再试。',
    en: 'Too many wrong passwords. Please try again in {minutes} minutes.',
  },
  no_workspace: {
    zh: '你的账号尚未加入任何工作区，或已被停用。请联系管理员。',
    en: 'Your account belongs to no workspace, or was deactivated. Please ask an administrator.',
  },
  token_not_valid: { zh: '访问令牌无效、已过期或已撤销。', en: 'The access token is not valid, has expired or was revoked.' },
  missing_csrf_header: {
    zh: '请求缺少 X-Guanxi 请求头，为防止跨站请求已被拒绝。',
    en: 'The request lacks the header X-Guanxi and was refused, to keep other sites from acting in your name.',
  },
  token_reads_only: { zh: '这个访问令牌只能读取。', en: 'This access token may only read.' },
  not_with_a_narrowed_token: {
    zh: '导入、导出和后台任务需要拥有全部权限的访问令牌。',
    en: 'Imports, exports and background work need an access token with all rights of its owner.',
  },
  role_not_held: {
    zh: '你没有这个角色。令牌的权限不能超过你自己的。',
    en: 'You do not have this role. A token never has more rights than you.',
  },
  workspace_switched: {
    zh: '你已在另一个页面切换到别的工作区。刷新页面后继续。',
    en: 'You went to another workspace in another tab. Reload this page to go on.',
  },
  person_switched: {
    zh: '这台设备上已有别人登录。刷新页面后继续。',
    en: 'Somebody else has signed in on this device. Reload this page to go on.',
  },
  workspaces_not_made_here: {
    zh: '这里不能新建工作区。请让运行系统的人用命令行新建。',
    en: 'Workspaces are not made here. Ask whoever runs the system: the command line makes them.',
  },
  only_workspace: {
    zh: '这是你唯一的工作区，不能离开。请让管理员停用你的用户。',
    en: 'This is your only workspace, so you cannot leave it. Ask an administrator to make you inactive.',
  },
  already_set_up: { zh: '系统已完成初始化。请直接登录。', en: 'This installation is already set up. Please sign in.' },
  email_in_use: { zh: '该邮箱已有账号。', en: 'This e-mail already has an account.' },
  password_shared: {
    zh: '此人还属于其他工作区，密码只能由本人修改。',
    en: 'This person belongs to another workspace too, so only they can change their password.',
  },
  sign_in_needs_email: { zh: '请先为该用户填写邮箱。', en: 'Please give the user an e-mail first.' },
  wrong_current_password: { zh: '当前密码不正确。', en: 'The current password is wrong.' },
  too_many_tokens: {
    zh: '最多可有 {most} 个访问令牌。请先撤销不用的。',
    en: 'There can be {most} access tokens at most. Revoke those that are not used.',
  },
  link_not_valid: {
    zh: '链接无效、已过期或已用过。请让管理员再发一个，或在登录页点「忘记密码」。',
    en: 'The link is not valid, has expired or was used before. Ask an administrator for another, or use “Forgotten password” at the sign-in.',
  },
  no_mail_server: {
    zh: '系统没有设置发送邮件。请让管理员给你一个设置新密码的链接。',
    en: 'No mail is sent from here. Please ask an administrator for a link to choose a new password.',
  },
  user_inactive: { zh: '该用户已停用。请先启用，再发链接。', en: 'This user is not active. Make them active first.' },
  second_factor_wrong: {
    zh: '验证码不正确。请输入验证器应用里现在显示的 6 位数字。',
    en: 'The code is wrong. Enter the 6 digits that the app shows now.',
  },
  second_factor_used: {
    zh: '这个验证码已经用过。等应用显示下一个，再输入。',
    en: 'This code was used already. Wait for the next one that the app shows.',
  },
  recovery_code_wrong: {
    zh: '恢复码不正确，或已用过。每个恢复码只能用一次。',
    en: 'The recovery code is wrong or was used before: each works once.',
  },
  second_factor_there: { zh: '两步验证已经开启。', en: 'Two-step sign-in is already on.' },
  second_factor_missing: { zh: '两步验证没有开启。请重新登录或重新设置。', en: 'Two-step sign-in is not on. Sign in again, or set it up.' },
  second_factor_expired: { zh: '等待验证码的时间过长，请重新登录。', en: 'The wait for the code was too long. Please sign in again.' },
  second_factor_too_often: {
    zh: '验证码错误次数过多，请重新输入密码登录。',
    en: 'There were too many wrong codes. Please start again with your password.',
  },
  second_factor_locked: {
    zh: '验证码错误次数过多，请在 {minutes} 分钟后再试。',
    en: 'There were too many wrong codes. Try again in {minutes} minutes.',
  },
  second_factor_required: {
    zh: '你的公司要求两步验证。请先设置，再继续使用。',
    en: 'Your company asks for two-step sign-in. Set it up to go on.',
  },
  second_factor_must_stay: {
    zh: '你的公司要求两步验证，不能关闭。',
    en: 'Your company asks for two-step sign-in: it cannot be turned off.',
  },
  passkey_not_known: {
    zh: '这个通行密钥不能登录，可能已被移除。用密码登录，或换一个通行密钥。',
    en: 'This passkey opens nothing here; it may have been removed. Use your password or another passkey.',
  },
  passkey_not_made: {
    zh: '没有得到可用的通行密钥。换一台设备或浏览器再试。',
    en: 'No usable passkey came back. Try another device or browser.',
  },
  passkey_took_too_long: { zh: '等待的时间过长，请再试一次。', en: 'That took too long. Please try again.' },
  passkey_required: { zh: '先用你的通行密钥登录，再继续。', en: 'Sign in with your passkey first.' },
  last_passkey_must_stay: {
    zh: '你的公司要求两步验证。先开启两步验证或添加另一个通行密钥，再移除这一个。',
    en: 'Your company asks for two-step sign-in. Turn it on or add another passkey before you remove this one.',
  },
  too_many_passkeys: {
    zh: '最多可有 {most} 个通行密钥。请先移除不用的。',
    en: 'There can be {most} passkeys at most. Remove those that are not used.',
  },
  second_factor_shared: {
    zh: '此人还属于其他工作区，两步验证只能由本人或运行系统的人重置。',
    en: 'This person belongs to another workspace too, so only they or whoever runs the system can reset their two-step sign-in.',
  },
  password_too_short: { zh: '密码至少需要 {min} 个字符。', en: 'A password needs at least {min} characters.' },
  password_too_long: { zh: '密码最多 {max} 个字符。', en: 'A password has at most {max} characters.' },
  invalid_email: { zh: '请输入有效的邮箱地址。', en: 'Please give a valid e-mail address.' },
  unknown_time_zone: { zh: '未知时区「{value}」。', en: 'There is no time zone “{value}”.' },
  unknown_currency: { zh: '未知货币「{value}」。', en: 'There is no currency “{value}”.' },
  settings_too_large: { zh: '个人设置过大，无法保存。', en: 'These settings are too large to be kept.' },
  sample_needs_empty: {
    zh: '此工作区已有 {count} 个客户。示例数据只能载入还没有客户的工作区。',
    en: 'This workspace has {count} customers. Sample data goes into a workspace without customers only.',
  },
  sample_there_already: { zh: '示例数据已经载入，或正在载入。', en: 'The sample data is here already, or on its way.' },
  administrators_only: { zh: '只有管理员可以这样做。', en: 'Only administrators may do this.' },
  not_with_a_token: { zh: '访问令牌不能这样做，请登录后操作。', en: 'A token cannot do this. Sign in with a password.' },
  changes_or_delete: { zh: '请给出 changes 或 delete 之一。', en: 'Give either changes or delete.' },
  object_or_user: { zh: '请给出 object 或 user 之一。', en: 'Give either object or user.' },
  one_kind_of_bulk: { zh: '请给出 create、update、delete 之一。', en: 'Give one of create, update and delete.' },
  file_needs_upload: { zh: '文件需要上传：POST /api/v1/files。', en: 'A file is uploaded: POST /api/v1/files.' },
  job_broke: { zh: '任务出错，已停止。已完成的部分保留。', en: 'The job broke off. What was done is kept.' },
  name_required: { zh: '请填写名称。', en: 'Please give a name.' },
  route_not_found: { zh: '没有这个地址。', en: 'There is nothing at this address.' },
  invalid_json: { zh: '请求内容不是有效的 JSON。', en: 'The body of the request is not valid JSON.' },
  invalid_request: { zh: '请求格式不正确。', en: 'The request cannot be read.' },
  missing_value: { zh: '缺少「{field}」。', en: '“{field}” is missing.' },
  unknown_field: { zh: '没有名为「{field}」的字段。', en: 'There is no field called “{field}”.' },
  wrong_type: { zh: '「{field}」应为 {expected}。', en: '“{field}” must be of type {expected}.' },
  value_out_of_range: { zh: '「{field}」超出允许范围。', en: '“{field}” is outside of what is allowed.' },
  invalid_value: { zh: '「{field}」的值不正确。', en: 'The value of “{field}” cannot be used.' },
  invalid_id: { zh: '「{value}」不是有效的编号。', en: '“{value}” is not a valid id.' },
  not_found: { zh: '没有找到，或你无权查看。', en: 'It was not found, or you may not see it.' },
  malformed_if_match: {
    zh: 'If-Match 应为读取记录时得到的 ETag，例如 "3"。',
    en: 'If-Match must hold the ETag that reading the record gave, such as "3".',
  },
  idempotency_key_invalid: {
    zh: 'Idempotency-Key 应为 1 到 200 个可见字符。',
    en: 'Idempotency-Key must have 1 to 200 visible characters.',
  },
  idempotency_needs_whole: {
    zh: '带 Idempotency-Key 的批量请求不能同时使用 partial。',
    en: 'A bulk request with an Idempotency-Key cannot be partial.',
  },
  body_too_large: { zh: '请求内容过大。', en: 'The body of the request is too large.' },
  unsupported_media_type: { zh: '不支持这种内容类型。', en: 'This content type is not supported.' },
  too_many_requests: {
    zh: '请求过于频繁，请在 {retryAfterSeconds} 秒后再试。',
    en: 'Too many requests. Please try again in {retryAfterSeconds} seconds.',
  },
  too_many_connections: { zh: '实时连接过多，请关闭一些页面。', en: 'Too many live connections. Please close some pages.' },
  unavailable: { zh: '服务暂时不可用，请稍后再试。', en: 'The service is not available right now. Please try again shortly.' },
  something_broke: {
    zh: '系统出错了，编号 {reference}。请把编号告诉管理员。',
    en: 'Something broke, reference {reference}. Please tell your administrator.',
  },
  file_missing: { zh: '请选择要上传的文件。', en: 'Please choose a file to upload.' },
  upload_broken: { zh: '上传中断，请重新上传。', en: 'The upload broke off. Please upload the file again.' },
  file_empty: { zh: '文件为空。', en: 'The file is empty.' },
  file_too_large: { zh: '文件超过 {limit} MB 的上限。', en: 'The file is larger than the limit of {limit} MB.' },
  file_content_lost: {
    zh: '文件内容在存储中缺失，请联系管理员。',
    en: 'The content of this file is missing from storage. Please tell your administrator.',
  },
  file_needs_both: { zh: '关联文件时需要同时提供 object 和 recordId。', en: 'To attach a file, give both object and recordId.' },
})

/** Titles of problem documents by status: short, and the same for every code. */
export const problemTitles = defineMessages({
  400: { zh: '输入有误', en: 'Invalid input' },
  401: { zh: '需要登录', en: 'Sign in' },
  403: { zh: '没有权限', en: 'Not allowed' },
  404: { zh: '未找到', en: 'Not found' },
  409: { zh: '记录已被修改', en: 'Changed meanwhile' },
  412: { zh: '前提条件有误', en: 'Wrong precondition' },
  413: { zh: '内容过大', en: 'Too large' },
  415: { zh: '类型不支持', en: 'Unsupported type' },
  422: { zh: '不符合业务规则', en: 'Not possible' },
  429: { zh: '请求过于频繁', en: 'Too many requests' },
  500: { zh: '系统出错', en: 'Something broke' },
  503: { zh: '暂时不可用', en: 'Not available' },
})
