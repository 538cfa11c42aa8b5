import { type Result, submitter } from './acts.ts'
import type { Answer, Caller } from './caller.ts'
import { PLANTED } from './people.ts'

const ESCALATION = 'poolId spokeId id state pseudonym ageBand category waitingForTrust allowedActions'
const WORDS = 'question nursePlan summary jobAndHazards adjustmentsTried'

export const OPINION = {
  answer: `Yes, in two steps. ${PLANTED.answer}`,
  fitness: 'fit-with-adjustments',
  adjustments: [`No lifting alone until the spring. ${PLANTED.adjustment}`],
  reviewOn: null,
  adviceToNurse: `Measure again in a month. ${PLANTED.advice}`,
}

export interface EscalationKey {
  readonly spokeId: string
  readonly id: string
}

export type Specialist = ReturnType<typeof specialistAt>

/** What a specialist does at one pool, each act through the gateway. */
export function specialistAt(caller: Caller, ics: string) {
  const submit = submitter(caller, { ics })
  const key = ({ spokeId, id }: EscalationKey) => ({ spokeId, escalationId: id })
  const offers = async (): Promise<Result[]> => {
    const OFFERS = `query ($ics: ID!) { offers(ics: $ics, first: 100) { rows { id expiresAt escalation { ${ESCALATION} } } } }`
    return (await caller.get(OFFERS, { ics })).offers.rows
  }
  const offerOf = async (id: string): Promise<Result | undefined> =>
    (await offers()).find(({ escalation }) => escalation.id === id)
  const read = (of: EscalationKey, fields = ESCALATION): Promise<Answer> =>
    caller.ask(`query ($ics: ID!, $spokeId: ID!, $id: ID!) { escalation(ics: $ics, spokeId: $spokeId, id: $id) { ${fields} } }`, {
      ics,
      spokeId: of.spokeId,
      id: of.id,
    })
  return {
    submit,
    offers,
    offerOf,
    read,
    accepts: (offerId: string, idempotencyKey?: string): Promise<Result> =>
      submit('acceptOffer', `... on OfferAccepted { escalation { ${ESCALATION} } }`, { offerId }, idempotencyKey),
    declines: (offerId: string, reason = 'no-time'): Promise<Result> =>
      submit('declineOffer', '... on OfferDeclined { offerId }', { offerId, reason }),
    /** The identity card, read from the home spoke. */
    card: (of: EscalationKey): Promise<Answer> => read(of, 'id worker { fullName employer jobTitle }'),
    declares: (of: EscalationKey, conflict: boolean, idempotencyKey?: string): Promise<Result> =>
      submit(
        'declareConflict',
        `... on ConflictDeclared { conflict escalation { ${ESCALATION} } }`,
        { ...key(of), conflict },
        idempotencyKey,
      ),
    /** The clinical words, under a fresh proof of the home spoke. */
    opens: (of: EscalationKey): Promise<Answer> => read(of, `id content { ${WORDS} gateTitle lawfulBasis }`),
    answers: (of: EscalationKey, change: Record<string, unknown> = {}, idempotencyKey?: string): Promise<Result> =>
      submit(
        'giveOpinion',
        '... on OpinionGiven { escalation { state myOpinion { answer } } }',
        { ...key(of), ...OPINION, ...change },
        idempotencyKey,
      ),
    mine: async (show: 'open' | 'answered'): Promise<Result[]> => {
      const MINE = `query ($ics: ID!) { myEscalations(ics: $ics, show: ${show}, first: 100) { rows { ${ESCALATION} myOpinion { answer } } } }`
      return (await caller.get(MINE, { ics })).myEscalations.rows
    },
  }
}
