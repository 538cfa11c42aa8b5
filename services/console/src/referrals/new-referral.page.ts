import type { Trust } from '@oh/organisations'
import { graphql } from '../graphql.ts'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, seeOther, type Visit } from '../page.ts'
import { type Answers, textOf } from './answers.ts'
import { firstQuestion, goOn, type Journey, openStep } from './journey.ts'
import type { JourneyFacts } from './journey-facts.ts'

const SERVICE = graphql(`
  query NewReferralService($trust: ID!) {
    trust(odsCode: $trust) { service { name telephone openingHours employers { code name } } }
  }
`)
const WORKERS = graphql(`
  query NewReferralWorkers($trust: ID!, $search: String!) {
    workers(trust: $trust, search: $search, first: 20) {
      id
      fullName
      bornOn
      assignments { jobTitle department employerName }
    }
  }
`)

async function factsOf({ ask }: Visit, trust: Trust): Promise<JourneyFacts> {
  const { trust: found } = await ask(SERVICE, { trust: trust.code })
  const service = found?.service ?? undefined
  return { side: 'service', asksWho: false, service, employers: service?.employers ?? [trust] }
}

async function workersOf({ ask }: Visit, trust: Trust, answers: Answers) {
  const search = textOf(answers, 'find')
  if (search.length < 2 || search.length > 100) return []
  return (await ask(WORKERS, { trust: trust.code, search })).workers ?? []
}

const NEW_REFERRAL: Journey = {
  base: '/referrals/new',
  facts: factsOf,
  workers: workersOf,
  start: undefined,
  done: (id) => seeOther(`/referrals/${id}`, 'referral-made'),
}

export const openNewReferral: PageRoute = {
  method: 'GET',
  path: '/referrals/new',
  answer: atOwnTrust((visit, trust) => firstQuestion(NEW_REFERRAL, visit, trust)),
}

/** Answers are never in an address: they are kept for whoever wrote them. */
export const openNewReferralStep: PageRoute = {
  method: 'GET',
  path: '/referrals/new/:step',
  answer: atOwnTrust((visit, trust) => openStep(NEW_REFERRAL, visit, trust)),
}

export const sendNewReferralStep: PageRoute = {
  method: 'POST',
  path: '/referrals/new/:step',
  answer: atOwnTrust((visit, trust) => goOn(NEW_REFERRAL, visit, trust)),
}
