import { pinyin } from 'pinyin-pro'

/** Names that English writes otherwise than by pinyin, or with a word of its own. */
const known: Readonly<Record<string, string>> = {
  内蒙古自治区: 'Inner Mongolia',
  广西壮族自治区: 'Guangxi',
  宁夏回族自治区: 'Ningxia',
  新疆维吾尔自治区: 'Xinjiang',
  西藏自治区: 'Xizang (Tibet)',
  陕西省: 'Shaanxi',
  台湾省: 'Taiwan',
  香港特别行政区: 'Hong Kong',
  澳门特别行政区: 'Macao',
  呼和浩特市: 'Hohhot',
  鄂尔多斯市: 'Ordos',
  呼伦贝尔市: 'Hulunbuir',
  巴彦淖尔市: 'Bayannur',
  乌兰察布市: 'Ulanqab',
  锡林郭勒盟: 'Xilingol',
  阿拉善盟: 'Alxa',
  兴安盟: 'Hinggan',
  哈尔滨市: 'Harbin',
  齐齐哈尔市: 'Qiqihar',
  佳木斯市: 'Jiamusi',
  拉萨市: 'Lhasa',
  日喀则市: 'Xigaze',
  昌都市: 'Qamdo',
  林芝市: 'Nyingchi',
  山南市: 'Shannan',
  那曲市: 'Nagqu',
  阿里地区: 'Ngari',
  乌鲁木齐市: 'Urumqi',
  克拉玛依市: 'Karamay',
  吐鲁番市: 'Turpan',
  哈密市: 'Hami',
  喀什地区: 'Kashgar',
  和田地区: 'Hotan',
  阿克苏地区: 'Aksu',
  阿勒泰地区: 'Altay',
  塔城地区: 'Tacheng',
  伊犁哈萨克自治州: 'Ili',
  巴音郭楞蒙古自治州: 'Bayingolin',
  博尔塔拉蒙古自治州: 'Bortala',
  克孜勒苏柯尔克孜自治州: 'Kizilsu',
  甘孜藏族自治州: 'Garze',
  阿坝藏族羌族自治州: 'Ngawa',
  迪庆藏族自治州: 'Deqen',
  果洛藏族自治州: 'Golog',
  玉树藏族自治州: 'Yushu',
  西双版纳傣族自治州: 'Xishuangbanna',
  单县: 'Shanxian',
  都昌县: 'Duchang County',
}

const peoples =
  '壮族|回族|维吾尔|满族|苗族|彝族|土家族|藏族|蒙古族|蒙古|侗族|瑶族|白族|朝鲜族|哈尼族|黎族|哈萨克族|哈萨克|傣族|畲族|傈僳族|东乡族|仡佬族|拉祜族|佤族|水族|纳西族|羌族|土族|仫佬族|锡伯|柯尔克孜|达斡尔族|景颇族|撒拉族|布朗族|毛南族|塔吉克|普米族|怒族|鄂温克族|德昂族|保安族|裕固族|独龙族|鄂伦春|布依族|各族'
const autonomous = new RegExp(`(?:${peoples})*(自治区|自治州|自治县|自治旗)$`)
const kinds: readonly (readonly [RegExp, string])[] = [
  [/(?:自治县|县)$/, ' County'],
  [/(?:自治旗|旗)$/, ' Banner'],
  [/新区$/, ' New Area'],
  [/(?:省|市|自治区|自治州|地区|盟|特别行政区)$/, ''],
  [/(?:林区|区)$/, ' District'],
]

/** How English writes a division: 苏州市 → Suzhou, 西安市 → Xi'an, 姑苏区 → Gusu District. What says nothing stays without a name. */
export function englishRegionName(name: string): string {
  if (known[name]) return known[name]
  if (/^(?:市辖区|县|.*直辖县级行政区划)$/.test(name)) return ''
  const suffix = kinds.find(([pattern]) => pattern.test(name))?.[1] ?? ''
  const stripped = name.replace(autonomous, '').replace(/(?:新区|林区|地区|省|市|县|旗|区|盟)$/, '')
  // 城区 and 县城 are names too: what would be left of one sign is the name of the place.
  const own = stripped.length > 1 ? stripped : name
  return `${joined(pinyin(own, { toneType: 'none', type: 'array', v: true }))}${own === name ? '' : suffix}`
}

/** Syllables as one word; an apostrophe parts one that begins with a vowel: xi an → Xi'an. */
function joined(syllables: readonly string[]): string {
  const word = syllables.map((one, at) => (at > 0 && /^[aoe]/.test(one) ? `'${one}` : one)).join('')
  return word.replaceAll('v', 'ü').replace(/^./, (first) => first.toUpperCase())
}
