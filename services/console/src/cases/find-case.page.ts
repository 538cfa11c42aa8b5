import { readCaseReference } from '@oh/kernel'
import type { Trust } from '@oh/organisations'
import { wholeAnswer } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { foundWorkers } from './find-case.view.tsx'

const BY_REFERENCE = graphql(`
  query CaseByReference($trust: ID!, $reference: String!) {
    caseByReference(trust: $trust, reference: $reference) { id }
  }
`)
const WORKERS = graphql(`
  query WorkersFound($trust: ID!, $search: String!) {
    workers(trust: $trust, search: $search, first: 20) {
      id
      fullName
      bornOn
      staffNumber
      assignments { jobTitle department employerName }
      cases { id reference state stateTitle openedOn }
    }
  }
`)

const MOST = 20
const SHORTEST = 2
const LONGEST = 100

export const findCase: PageRoute = {
  method: 'POST',
  path: '/worklist/find',
  answer: atOwnTrust(async (visit, trust) => {
    const sought = visit.form.text('find')
    if (sought.length < SHORTEST || sought.length > LONGEST) return refused(sought)
    return (await byReference(visit, trust, sought)) ?? byWorker(visit, trust, sought)
  }),
}

/** Reloading the found workers by hand, or coming back to them, asks nothing. */
export const openFinding: PageRoute = {
  method: 'GET',
  path: '/worklist/find',
  answer: () => seeOther('/worklist'),
}

/** A reference leads straight to its case. One that is well formed and not there is looked for as a name, which finds nothing. */
async function byReference(visit: Visit, trust: Trust, sought: string): Promise<Reply | undefined> {
  const reference = readCaseReference(sought)
  if (reference === undefined) return undefined
  const { data, errors } = await visit.askPartly(BY_REFERENCE, { trust: trust.code, reference })
  const { caseByReference: found } = wholeAnswer({ data, errors: errors.filter(({ code }) => code !== 'NOT_FOUND') }, false)
  return found ? seeOther(`/cases/${found.id}`) : undefined
}

async function byWorker(visit: Visit, trust: Trust, sought: string): Promise<Reply> {
  const { workers } = await visit.ask(WORKERS, { trust: trust.code, search: sought })
  const found = (workers ?? []).map((worker) => ({ ...worker, cases: worker.cases ?? [] }))
  return page(foundWorkers({ sought, workers: found, more: found.length === MOST }))
}

function refused(sought: string): Reply {
  const error = `Enter ${SHORTEST} to ${LONGEST} characters of a name or staff number, or a case reference.`
  return page(foundWorkers({ sought, workers: [], more: false, error }))
}
