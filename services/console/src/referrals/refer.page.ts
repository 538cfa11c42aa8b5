import type { Trust } from '@oh/organisations'
import { graphql } from '../graphql.ts'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, seeOther, type Visit } from '../page.ts'
import { type Answers, type Side, textOf } from './answers.ts'
import { beginJourney, goOn, type Journey, openStep } from './journey.ts'
import type { JourneyFacts } from './journey-facts.ts'
import { noReferring, referDone, referStart } from './refer.view.tsx'

const SERVICE = graphql(`
  query ReferService($trust: ID!) {
    trust(odsCode: $trust) { service { name telephone openingHours employers { code name } } }
  }
`)
const TEAM = graphql(`
  query ReferTeam($trust: ID!) {
    myTeam(trust: $trust) { id fullName bornOn assignments { jobTitle department employerName } }
  }
`)

/** Where the person goes afterwards, and what this way may be used for. */
function rolesOf({ viewer }: Visit) {
  return { isReferrer: viewer.roles.includes('referrer'), isWorker: viewer.roles.includes('worker') }
}

function sideOf(visit: Visit, answers: Answers): Side {
  const { isReferrer, isWorker } = rolesOf(visit)
  if (isReferrer && isWorker) return textOf(answers, 'who') === 'somebody' ? 'referrer' : 'worker'
  return isReferrer ? 'referrer' : 'worker'
}

async function factsOf(visit: Visit, trust: Trust, answers: Answers): Promise<JourneyFacts> {
  const { isReferrer, isWorker } = rolesOf(visit)
  const side = sideOf(visit, answers)
  // the numbers to call must be shown whether or not the service answers
  const { data } = await visit.askPartly(SERVICE, { trust: trust.code })
  const service = data?.trust?.service ?? undefined
  return { side, asksWho: isReferrer && isWorker, service, employers: service?.employers ?? [trust] }
}

const REFER: Journey = {
  base: '/refer',
  facts: factsOf,
  workers: async ({ ask }, trust) => (await ask(TEAM, { trust: trust.code })).myTeam ?? [],
  start: () => seeOther('/refer'),
  done: () => seeOther('/refer/done', 'referral-sent'),
}

export const showReferStart: PageRoute = {
  method: 'GET',
  path: '/refer',
  answer: atOwnTrust(async (visit, trust) => {
    const { isReferrer, isWorker } = rolesOf(visit)
    if (!isReferrer && !isWorker) return page({ ...noReferring, status: 404 })
    const { service } = await factsOf(visit, trust, {})
    const isBegun = (await visit.drafts.find(REFER.base)) !== undefined
    return page(referStart({ isReferrer, isWorker, service, isBegun }))
  }),
}

export const showReferDone: PageRoute = {
  method: 'GET',
  path: '/refer/done',
  answer: atOwnTrust(async (visit, trust) => {
    const { isReferrer } = rolesOf(visit)
    // without the word that was left, nothing was just sent
    if (visit.notice !== 'referral-sent') return seeOther(isReferrer ? '/my-referrals' : '/my-record')
    const { service } = await factsOf(visit, trust, {})
    return page(referDone({ isReferrer, service }))
  }),
}

/** Answers are never in an address: they are kept for whoever wrote them. */
export const openReferStep: PageRoute = {
  method: 'GET',
  path: '/refer/:step',
  answer: atOwnTrust((visit, trust) => openStep(REFER, visit, trust)),
}

export const sendReferStep: PageRoute = {
  method: 'POST',
  path: '/refer/:step',
  answer: atOwnTrust((visit, trust) =>
    visit.param('step') === 'start' ? beginJourney(REFER, visit, trust) : goOn(REFER, visit, trust),
  ),
}
