import { defineMessages } from '../../../engine/index.ts'

export const salesErrors = defineMessages({
  stage_of_another_pipeline: { zh: '这个阶段不属于商机所在的管线。', en: 'This stage belongs to another pipeline than the opportunity.' },
  stage_not_in_pipeline: {
    zh: '这个阶段不在管线「{pipeline}」里，换一个。',
    en: 'This stage is not one of the pipeline “{pipeline}”. Choose another one.',
  },
  no_matching_stage: {
    zh: '管线「{pipeline}」里没有对应的阶段，选一个要进入的阶段。',
    en: 'The pipeline “{pipeline}” has no stage that fits. Choose the one to go on at.',
  },
  pipeline_inactive: { zh: '这条管线已停用，换一条。', en: 'This pipeline is not in use any more. Choose another one.' },
  stage_holds_opportunities: {
    zh: '这个阶段里有商机，结果不能改。新建一个阶段，把商机移过去。',
    en: 'This stage holds opportunities, so its outcome stays. Make another stage and move them there.',
  },
  stage_inactive: { zh: '这个阶段已停用，换一个。', en: 'This stage is not in use any more. Choose another one.' },
})
