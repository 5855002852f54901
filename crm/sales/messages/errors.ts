import { defineMessages } from '../../../engine/index.ts'

export const salesErrors = defineMessages({
  stage_of_another_pipeline: { zh: '这个阶段不属于商机所在的管线。', en: 'This stage belongs to another pipeline than the opportunity.' },
  stage_inactive: { zh: '这个阶段已停用，换一个。', en: 'This stage is not in use any more. Choose another one.' },
})
