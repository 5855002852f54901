import type { ImportSystem } from '../../../engine/index.ts'
import { others } from './rules.ts'

/** Lists that every workspace has from the beginning. */
export const baseData: ImportSystem = {
  key: 'divisions',
  label: { zh: '行政区划', en: 'Divisions of China' },
  tables: others({ zh: '全国行政区划已经内置，不需要导入。', en: 'The divisions of China are built in and need no import.' }, [
    { zh: '地级', en: 'Cities', has: ['code', 'name', 'provinceCode'] },
    { zh: '县级', en: 'Districts', has: ['code', 'name', 'cityCode', 'provinceCode'] },
    { zh: '乡级', en: 'Streets', has: ['code', 'name', 'areaCode', 'provinceCode', 'cityCode'] },
  ]),
}
