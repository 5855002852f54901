import { defineTexts } from '../../text/catalogue.ts'

export const messages = defineTexts({
  checkIn: { zh: '签到', en: 'Check in' },
  checkOut: { zh: '签退', en: 'Check out' },
  checkInOf: { zh: '签到：{title}', en: 'Check in: {title}' },
  checkOutOf: { zh: '签退：{title}', en: 'Check out: {title}' },
  checkedIn: { zh: '已签到', en: 'Checked in' },
  checkedOut: { zh: '已签退', en: 'Checked out' },
  unsent: { zh: '已在手机上签到，联网后发出', en: 'Checked in on this device; sent once there is a network' },
  locating: { zh: '正在定位…', en: 'Finding your position…' },
  located: { zh: '已定位，精度 ±{metres} 米', en: 'Position found, ±{metres} m' },
  rough: {
    zh: '定位不准，误差约 {metres} 米。到窗边或室外再试；也可以直接继续，会标明不准',
    en: 'The position may be {metres} m off. Try again near a window or outside, or go on: it will be marked as rough',
  },
  refused: {
    zh: '没有定位权限。在浏览器的网站设置里允许定位后再试；也可以直接继续，会标明没有定位',
    en: 'Position is not allowed. Allow it in the browser’s site settings and try again, or go on: it will be marked as missing',
  },
  unavailable: {
    zh: '定位不到。打开手机定位后再试；也可以直接继续，会标明没有定位',
    en: 'No position found. Turn location on and try again, or go on: it will be marked as missing',
  },
  refusedToLook: {
    zh: '没有定位权限。在浏览器的网站设置里允许定位后再试',
    en: 'Position is not allowed. Allow it in the browser’s site settings and try again',
  },
  notFoundToLook: { zh: '定位不到。打开手机定位后再试', en: 'No position found. Turn location on and try again' },
  again: { zh: '重新定位', en: 'Find the position again' },
  photo: { zh: '拍照', en: 'Take a photo' },
  uploading: { zh: '上传中…', en: 'Uploading…' },
  outcome: { zh: '结果', en: 'Outcome' },
  outcomeHint: { zh: '谈了什么、约定了什么', en: 'What was said, what was agreed' },
  usePlace: { zh: '用这里作为客户位置', en: 'Use this place as the customer’s place' },
  placeUsed: { zh: '已记下客户位置', en: 'The customer’s place is saved' },
  inAt: { zh: '{time} 签到', en: 'In {time}' },
  inAndOut: { zh: '{from} 签到，{to} 签退', en: 'In {from}, out {to}' },
  distance: { zh: '距客户 {distance}', en: '{distance} from the customer' },
  accuracy: { zh: '精度 ±{metres} 米', en: '±{metres} m' },
  far: { zh: '远离客户', en: 'Far away' },
})
