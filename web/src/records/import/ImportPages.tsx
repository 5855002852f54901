export { ImportList } from './ImportList.tsx'
export { ImportPage } from './ImportPage.tsx'
export { ImportNew } from './upload/ImportNew.tsx'
