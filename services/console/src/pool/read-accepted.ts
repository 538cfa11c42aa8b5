import type { Ics } from '@oh/organisations'
import { type Answer, AnswerRefused, wholeAnswer } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import type { Visit } from '../page.ts'
import type { Accepted } from './escalation.view.tsx'
import { poolPath } from './escalation-facts.view.tsx'
import { FACTS } from './facts.ts'

const STATUS = graphql(
  `
  query AcceptedEscalation($ics: ID!, $spoke: ID!, $id: ID!) {
    escalation(ics: $ics, spokeId: $spoke, id: $id) {
      ...PoolFacts
      relation waitingForTrust needsCountersignature allowedActions
      trust { odsCode name }
      myOpinion { countersignedName answer fitnessTitle adjustments reviewOn adviceToNurse signedAt }
    }
  }
`,
  [FACTS],
)

const CARD = graphql(`
  query IdentityCard($ics: ID!, $spoke: ID!, $id: ID!) {
    escalation(ics: $ics, spokeId: $spoke, id: $id) {
      spokeId id
      worker { fullName employerName jobTitle }
    }
  }
`)

const CONTENT = graphql(`
  query EscalationContent($ics: ID!, $spoke: ID!, $id: ID!) {
    escalation(ics: $ics, spokeId: $spoke, id: $id) {
      spokeId id
      worker { fullName employerName jobTitle }
      content {
        question nursePlan summary jobAndHazards adjustmentsTried absentSince
        reasons { title standingTitle because }
        gateTitle gateGivenAt lawfulBasis
      }
      awaitingOpinion {
        authorName answer fitness fitnessTitle adjustments reviewOn adviceToNurse writtenAt state comment
      }
    }
  }
`)

/** Which escalation the address of the page names, as the graph is asked for it. */
export const asked = (visit: Visit, { code }: Ics) => ({ ics: code, spoke: visit.param('spokeId'), id: visit.param('id') })

/** The address of its page. */
export const placeOf = (visit: Visit) => poolPath({ spokeId: visit.param('spokeId'), id: visit.param('id') })

/** What may be missing without ending the page: the home service is away, hides the worker, or keeps the content shut. */
const MAY_BE_MISSING = ['SPOKE_UNAVAILABLE', 'CONTENT_CLOSED']

function fromHome<Data>({ data, errors }: Answer<Data>) {
  const isTold = (code: string, path: string) =>
    MAY_BE_MISSING.includes(code) || (code === 'NOT_FOUND' && path === 'escalation.worker')
  return {
    data: wholeAnswer({ data, errors: errors.filter(({ code, path }) => !isTold(code, path)) }, false),
    homeIsSilent: errors.some(({ code }) => code === 'SPOKE_UNAVAILABLE'),
    closedBecause: errors.find(({ code }) => code === 'CONTENT_CLOSED')?.reason,
  }
}

/** Only what the step shows is asked for: the card before the declaration, the content after it, neither once it is over. */
export async function readAccepted(visit: Visit, ics: Ics): Promise<Accepted | undefined> {
  const { escalation: found } = await visit.ask(STATUS, asked(visit, ics))
  if (!found) throw new AnswerRefused('NOT_FOUND', [], false)
  if (found.allowedActions?.includes('decline-offer')) return undefined
  const { trust, relation, waitingForTrust, needsCountersignature, myOpinion, allowedActions: actions, ...facts } = found
  const allowedActions = actions ?? []
  const base: Accepted = {
    facts,
    needsCountersignature,
    isSupervised: relation === 'supervised',
    trustName: trust?.name ?? 'The home service',
    waitingForTrust: waitingForTrust ?? false,
    allowedActions,
    myOpinion,
    card: null,
    content: null,
    awaiting: null,
    closedBecause: undefined,
    homeIsSilent: false,
  }
  if (facts.state === 'accepted') {
    const { data, ...how } = fromHome(await visit.askPartly(CARD, asked(visit, ics)))
    return { ...base, ...how, card: data.escalation?.worker ?? null }
  }
  if (facts.state !== 'opened' && facts.state !== 'countersigning') return base
  const { data, ...how } = fromHome(await visit.askPartly(CONTENT, asked(visit, ics)))
  const { worker: card = null, content = null, awaitingOpinion: awaiting = null } = data.escalation ?? {}
  return { ...base, ...how, card, content, awaiting }
}
