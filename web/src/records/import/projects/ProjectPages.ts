export { ProjectList } from './ProjectList.tsx'
export { ProjectPage } from './ProjectPage.tsx'
