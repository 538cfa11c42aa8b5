import { setTimeout as wait } from 'node:timers/promises'
import { done, type Result } from '../network/acts.ts'
import type { Caller } from '../network/caller.ts'
import { ESCALATION, nurseAt } from '../network/nurse.ts'
import { type EscalationKey, OPINION, type Specialist, specialistAt } from '../network/specialist.ts'
import { type Acknowledged, answerTo, hashOf, type PreparedCase, questionOf } from './questions.ts'

/** The same act has the same key, whoever repeats it and whenever. */
function keyOf(...about: string[]): string {
  const hex = hashOf(about.join('\n'))
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const FAMILIES = 'abcdefghijklmnopqrstuvwxyz'
const lettersOf = (number: number) => `${FAMILIES[Math.floor(number / 26) % 26]}${FAMILIES[number % 26]}`

/** A case with consent for each number, made before anything is killed. */
export async function prepareCases(caller: Caller, trust: string, numbers: readonly number[]): Promise<PreparedCase[]> {
  const nurse = nurseAt(caller, trust)
  const cases: PreparedCase[] = []
  for (const number of numbers) {
    const { id } = await nurse.readyCase(`Quilla Featherstone${lettersOf(number)}`, `88${String(number).padStart(4, '0')}`)
    cases.push({ trust, caseId: id, number })
  }
  return cases
}

const FORMS_AT_ONCE = 4

/** The nurses of a trust send every case up, some at once, and keep what was acknowledged. */
export async function escalateAll(caller: Caller, cases: readonly PreparedCase[], kept: Acknowledged[]): Promise<void> {
  const left = [...cases]
  const escalateNext = async () => {
    for (let each = left.shift(); each; each = left.shift()) kept.push(await escalate(caller, each))
  }
  await Promise.all(Array.from({ length: FORMS_AT_ONCE }, escalateNext))
}

async function escalate(caller: Caller, prepared: PreparedCase): Promise<Acknowledged> {
  const { trust, caseId } = prepared
  const question = questionOf(prepared)
  const form = { ...ESCALATION, question, expectedVersion: 2 }
  const sent = done(await nurseAt(caller, trust).escalates(caseId, form, keyOf('escalate', caseId)), 'CaseEscalated')
  return { trust, caseId, id: sent.escalation.id, question }
}

const LOOK_AGAIN_MS = 200

/** A specialist takes what is offered and answers what is open, each by itself and all at once, until told that it is over. */
export async function answerAll(
  caller: Caller,
  ics: string,
  person: string,
  answered: Set<string>,
  isOver: () => boolean,
): Promise<void> {
  const specialist = specialistAt(caller, ics)
  const underWay = new Map<string, Promise<unknown>>()
  let fault: unknown
  const begin = (id: string, act: () => Promise<unknown>) => {
    if (underWay.has(id)) return
    const acting = act().then(
      () => underWay.delete(id),
      (reason: unknown) => {
        fault = reason
      },
    )
    underWay.set(id, acting)
  }
  while (!isOver() && fault === undefined) {
    for (const { id } of await specialist.offers()) begin(id, () => specialist.accepts(id, keyOf('accept', person, id)))
    for (const row of await specialist.mine('open')) begin(row.id, () => goOnWith(specialist, person, row, answered))
    await wait(LOOK_AGAIN_MS)
  }
  await Promise.all(underWay.values())
  if (fault !== undefined) throw fault
}

/** The next step with an accepted escalation, as far as it can be taken now. */
async function goOnWith(specialist: Specialist, person: string, row: Result, answered: Set<string>): Promise<void> {
  if (row.waitingForTrust) return
  const key: EscalationKey = { spokeId: row.spokeId, id: row.id }
  if (row.state === 'accepted') await specialist.declares(key, false, keyOf('declare', person, row.id))
  const { data } = await specialist.opens(key)
  const question: string | undefined = data?.escalation?.content?.question
  if (question === undefined) return
  const words = { ...OPINION, answer: answerTo(question) }
  const given = await specialist.answers(key, words, keyOf('answer', person, row.id))
  if (given.__typename === 'OpinionGiven') answered.add(row.id)
}

/** What the trust holds of an escalation: the answers that came back, as its nurse reads them. */
export async function answersTo(caller: Caller, { trust, caseId, id }: Acknowledged): Promise<string[]> {
  const fields = 'escalations { id state opinion { answer verified } }'
  const { escalations } = await nurseAt(caller, trust).readCase(caseId, fields)
  return escalations
    .filter((each: Result) => each.id === id && each.opinion?.verified === true)
    .map((each: Result) => each.opinion.answer)
}
