import { serveStudy } from './serve-study.ts'
import { STUDY_KINDS } from './study-kinds.ts'

await serveStudy(STUDY_KINDS)
