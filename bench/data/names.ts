import type { Random } from './random.ts'

// Words of which the names of companies and people are made. Brands are two or three characters that no dictionary holds together,
// as in real company names: search must find their fragments all the same.

export type Place = { readonly code: string; readonly name: string }

/** Cities by their GB/T 2260 code. */
const places: readonly Place[] = `
110000 北京 310000 上海 120000 天津 500000 重庆 320500 苏州 320100 南京 320200 无锡 320400 常州
320600 南通 330100 杭州 330200 宁波 330300 温州 330400 嘉兴 330600 绍兴 440100 广州 440300 深圳
440600 佛山 441900 东莞 442000 中山 440400 珠海 350100 福州 350200 厦门 350500 泉州 370100 济南
370200 青岛 370600 烟台 370700 潍坊 420100 武汉 420500 宜昌 430100 长沙 430200 株洲 510100 成都
510700 绵阳 610100 西安 610300 宝鸡 410100 郑州 410300 洛阳 340100 合肥 340200 芜湖 360100 南昌
360700 赣州 130100 石家庄 130200 唐山 130600 保定 140100 太原 210100 沈阳 210200 大连
220100 长春 230100 哈尔滨 450100 南宁 450200 柳州 530100 昆明 520100 贵阳 460100 海口
620100 兰州 650100 乌鲁木齐 150100 呼和浩特 150200 包头 640100 银川 630100 西宁`
  .trim()
  .split(/\s+(?=\d)/)
  .map((line) => ({ code: line.slice(0, 6), name: line.slice(7) }))

export const placesByName: ReadonlyMap<string, string> = new Map(places.map(({ code, name }) => [name, code]))

const firstCharacters = [
  ...'恒瑞华鼎盛博康泰安信达科联创新宏远嘉禾天润东方金石海川明德志成启航凯旋百川中正祥云瀚宇锦程卓越弘毅同济立诚广源春晖晨曦汇丰鸿图景行致和兆丰星辰佳永昌和睿智慧诺思维颐养普惠尚德奥力英杰飞翔国强民生长青松柏翠湖清泉玉龙麒麟凤翎雅韵',
]
const lastCharacters = [
  ...'达通瑞康泰源盛华鑫科信诚德安丰隆昌兴茂顺利和平宁远航宇星辰光明辉煌腾飞跃升扬帆起润泽泓洋海川江河岳峰岭原野林森木石金银铜铁钢材晶玉珏琪琳瑜瑾珂琛珩璟瑄璇',
]
const trades = `
医疗器械 生物科技 精密机械 电子科技 新材料 自动化设备 软件 信息技术 供应链管理 国际贸易 食品
农业科技 建筑工程 装饰工程 环保科技 新能源 光电 半导体 汽车零部件 模具 包装材料 化工 制药 纺织
服饰 家居用品 电气 仪器仪表 智能装备 物流 文化传媒 教育科技 企业管理咨询 检测技术 实业 进出口
酒店管理 园林 塑胶制品 五金制品`
  .trim()
  .split(/\s+/)
const forms = ['有限公司', '有限公司', '有限公司', '有限责任公司', '股份有限公司', '集团有限公司']

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
]
const givenCharacters = [
  ...'伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉梅建国文辉志明晓燕思远若溪雨桐嘉树启明砚秋子涵梓萱浩然宇轩诗涵欣怡俊熙雅琪奕辰书瑶景行亦菲博文佳宁一鸣清越知远',
]

export type CompanyName = { readonly name: string; readonly short: string; readonly place: Place }

export function companyName(random: Random): CompanyName {
  const place = random.pick(places)
  const brand = random.pick(firstCharacters) + random.pick(lastCharacters) + (random.chance(0.3) ? random.pick(lastCharacters) : '')
  const trade = random.pick(trades)
  const name = random.chance(0.12)
    ? `${brand}（${place.name}）${trade}${random.pick(forms)}`
    : `${place.name}${brand}${trade}${random.pick(forms)}`
  return { name, short: random.chance(0.5) ? brand + trade.slice(0, 2) : place.name + brand, place }
}

export function personName(random: Random): string {
  return random.pick(surnames) + random.pick(givenCharacters) + (random.chance(0.8) ? random.pick(givenCharacters) : '')
}

export function mobileNumber(random: Random): string {
  return `1${random.pick(['38', '39', '36', '50', '58', '86', '77'])}${String(random.below(100_000_000)).padStart(8, '0')}`
}
