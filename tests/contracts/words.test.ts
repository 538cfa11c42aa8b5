import { CONSENT_REFUSALS } from '@oh/auth'
import {
  AGE_BANDS,
  CATEGORIES,
  GATE_REFUSALS,
  SEE_WORKER,
  SKILLS as SKILLS_OF_THE_TRUST,
  URGENCIES as URGENCIES_OF_THE_TRUST,
} from '@oh/escalation'
import { caseEscalatedV1 } from '@oh/messages'
import { EXCLUSION_GROUNDS, SKILL_NAMES, SKILLS as SKILLS_OF_THE_POOL, URGENCIES as URGENCIES_OF_THE_POOL } from '@oh/routing'
import { describe, expect, it } from 'vitest'

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).sort()
const sorted = (words: readonly string[]) => [...words].sort()
const { shape } = caseEscalatedV1

/** The same words are written down in packages that must not know each other; here they are held together. */
describe('one word means one thing on both sides of a message', () => {
  it('skills: trust, message and pool', () => {
    const inMessage = sorted(shape.skills.element.options)
    expect(ids(SKILLS_OF_THE_TRUST)).toEqual(inMessage)
    expect(sorted(SKILLS_OF_THE_POOL)).toEqual(inMessage)
  })

  it('skills are called the same in the trust and in the pool', () => {
    expect(SKILLS_OF_THE_TRUST.map(({ id, title }) => [id, title.toLowerCase()])).toEqual(
      SKILLS_OF_THE_POOL.map((skill) => [skill, SKILL_NAMES[skill]]),
    )
  })

  it('urgencies: trust, message and pool', () => {
    const inMessage = sorted(shape.urgency.options)
    expect(ids(URGENCIES_OF_THE_TRUST)).toEqual(inMessage)
    expect(sorted(URGENCIES_OF_THE_POOL)).toEqual(inMessage)
  })

  it('categories, age bands and how the worker is to be seen: trust and message', () => {
    expect(ids(CATEGORIES)).toEqual(sorted(shape.category.options))
    expect(sorted(AGE_BANDS)).toEqual(sorted(shape.ageBand.options))
    expect(ids(SEE_WORKER)).toEqual(sorted(shape.seeWorker.options))
  })

  it('grounds for leaving a specialist out: message and pool', () => {
    expect(sorted(EXCLUSION_GROUNDS)).toEqual(sorted(shape.excluded.element.shape.why.options))
  })

  it('every reason for which a gate is shut can be signed into a consent proof', () => {
    expect([...CONSENT_REFUSALS]).toEqual(expect.arrayContaining([...GATE_REFUSALS]))
  })
})
