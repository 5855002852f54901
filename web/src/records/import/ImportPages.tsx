export { ImportList } from './ImportList.tsx'
export { ImportNew } from './ImportNew.tsx'
export { ImportPage } from './ImportPage.tsx'
