import { defineMessages } from '../../../engine/index.ts'

export const poolMessages = defineMessages({
  pool_condition_unknown: { zh: '选择一个收回条件。', en: 'Choose when records go back.' },
  pool_yours_already: { zh: '「{title}」已经由你负责。', en: '“{title}” is yours already.' },
  pool_claimed_already: { zh: '「{title}」已被 {owner} 领走。', en: '“{title}” has just been claimed by {owner}.' },
  pool_not_in: { zh: '「{title}」不在公海里。', en: '“{title}” is in no pool.' },
  pool_not_yours_to_claim: { zh: '你可以查看「{pool}」，但不能从中领取。', en: 'You may look into “{pool}” but not claim from it.' },
  pool_not_yours_to_assign: { zh: '你不能分配「{pool}」里的记录。', en: 'You may not assign records of “{pool}”.' },
  pool_locked: { zh: '「{title}」已锁定，{until} 之后才能领取。', en: '“{title}” is locked; it can be claimed from {until} on.' },
  pool_cooling: {
    zh: '「{title}」刚从你这里回到公海，{until} 之后你才能再领取；其他人现在就可以。',
    en: '“{title}” went back to the pool from you; you may claim it again from {until} on, others at once.',
  },
  pool_claim_limit: {
    zh: '今天从「{pool}」领取的已达上限 {most} 个，明天再领。',
    en: 'You have claimed the {most} that “{pool}” allows a day. Claim again tomorrow.',
  },
  pool_hold_cap: {
    zh: '持有数已达上限 {most} 个（已成交的不算）。先释放或成交一些，再领取。',
    en: 'The cap of {most} held at once is reached (won ones do not count). Release or win some first.',
  },
  pool_receiver_cap: {
    zh: '{person} 持有数已达上限 {most} 个，换一个人。',
    en: '{person} holds the {most} that the pool allows. Choose somebody else.',
  },
  pool_receiver_inactive: { zh: '{person} 已停用，换一个人。', en: '{person} is not active. Choose somebody else.' },
  pool_none_fits: {
    zh: '没有公海收「{title}」。选择一个公海，或让管理员设置一个。',
    en: 'No pool takes “{title}”. Choose one, or ask an administrator to set one up.',
  },
  pool_in_already: { zh: '「{title}」已经在公海里。', en: '“{title}” is in a pool already.' },
  pool_protect_not_own: {
    zh: '保护期由主管决定：你不能延长自己客户的保护。',
    en: 'A manager decides on protection: you cannot protect your own records.',
  },
  pool_until_past: { zh: '选择一个以后的日期，最多一年。', en: 'Choose a day to come, within a year.' },
  pool_run_over: { zh: '这次收回不能再撤销。', en: 'This run cannot be taken back any more.' },
})
