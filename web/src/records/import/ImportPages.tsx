export { ImportList } from './ImportList.tsx'
export { ImportNew } from './upload/ImportNew.tsx'
export { ImportPage } from './ImportPage.tsx'
