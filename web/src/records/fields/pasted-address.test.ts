import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readPastedAddress } from './pasted-address.ts'

const list = readFileSync(new URL('../../../../crm/platform/base-data/regions.csv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [code = '', name = ''] = line.split(',')
    return { code, name, nameEn: '' }
  })
const regions = { list, byCode: new Map(list.map((region) => [region.code, region])) }

test.each([
  ['广东省深圳市南山区科技园南路2号 518057', { region: '440305', street: '科技园南路2号', postcode: '518057' }],
  ['广东深圳南山科技园南路2号', { region: '440305', street: '科技园南路2号' }],
  ['南山区 科技园南路2号', { candidates: ['230404', '440305'], street: '科技园南路2号' }],
  ['深圳南山 科技园南路2号', { region: '440305', street: '科技园南路2号' }],
  ['地址：上海市浦东新区世纪大道100号（邮编：200120）', { region: '310115', street: '世纪大道100号', postcode: '200120' }],
  ['北京市北京市朝阳区建国路93号', { region: '110105', street: '建国路93号' }],
  ['北京市市辖区海淀区中关村大街27号', { region: '110108', street: '中关村大街27号' }],
  ['苏州市姑苏区平江路8号', { region: '320508', street: '平江路8号' }],
  ['江苏省昆山市前进中路1号', { region: '320583', street: '前进中路1号' }],
  ['科技园南路2号, 南山区, 深圳市, 518057', { region: '440305', street: '科技园南路2号', postcode: '518057' }],
  ['南京西路1266号', { street: '南京西路1266号' }],
  ['上海市静安区南京西路1266号', { region: '310106', street: '南京西路1266号' }],
  ['内蒙古呼和浩特市新城区中山东路1号', { region: '150102', street: '中山东路1号' }],
  ['广西壮族自治区南宁市青秀区民族大道1号', { region: '450103', street: '民族大道1号' }],
  ['重庆市渝中区解放碑步行街1号', { region: '500103', street: '解放碑步行街1号' }],
  ['香港特别行政区中西区皇后大道中1号', expect.objectContaining({ street: expect.stringContaining('皇后大道中1号') })],
])('%s', (text, address) => {
  expect(readPastedAddress(text, regions)).toEqual(address)
})

test('every district is found by its whole path, and its street is left', () => {
  const nameless = /^(?:市辖区|县|.*直辖县级行政区划)$/
  const districts = list.filter(({ code, name }) => code.length === 6 && !nameless.test(name))

  const wrong = districts.filter(({ code, name }) => {
    const path = [code.slice(0, 2), code.slice(0, 4)]
      .map((above) => regions.byCode.get(above)?.name ?? '')
      .filter((one) => !nameless.test(one))
    const read = readPastedAddress(`${[...path, name].join('')}人民路1号 100000`, regions)
    return read.region !== code || read.street !== '人民路1号' || read.postcode !== '100000'
  })

  expect(wrong.map(({ code, name }) => `${code} ${name}`)).toEqual([])
})
