import { findIcs, type Ics } from '@oh/organisations'
import { shownOf } from '../figures/figure.ts'
import { AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, type Visit } from '../page.ts'
import { AGREEMENT, agreementOf } from './agreement-fields.ts'
import { NeighbourSections, usePath } from './agreements.view.tsx'
import { type PoolUse, UseView } from './use.view.tsx'

const USE = graphql(
  `
  query PoolUse($code: ID!) {
    ics(code: $code) {
      poolUse {
        asOf past { heldPas bookedPas } ahead { heldPas bookedPas }
        decided { value mark } inTime { value mark } typicalWait { value mark }
        services { trustCode trustName decided { value mark } inTime { value mark } }
        gini
        agreements { ...AgreementFields }
      }
    }
  }
`,
  [AGREEMENT],
)

async function show(visit: Visit): Promise<Reply> {
  const ics = findIcs(visit.param('code'))
  if (!ics) throw new AnswerRefused('NOT_FOUND', [], false)
  return page({
    title: `Use of the pool of ${ics.name}`,
    section: visit.viewer.roles.includes('ics-lead') ? '/ics' : '/pool/neighbours',
    wide: true,
    back: visit.viewer.roles.includes('ics-lead') ? { href: `/ics/${ics.code}`, text: 'Back to the system' } : undefined,
    body: (
      <>
        <Heading caption={ics.name}>Use of the specialist pool</Heading>
        {isCoordinator(visit) ? <NeighbourSections current={usePath(ics.code)} ics={ics.code} /> : null}
        <UseView use={await readUse(visit, ics)} ics={ics.code} />
      </>
    ),
  })
}

const isCoordinator = ({ viewer }: Visit) => viewer.roles.includes('pool-coordinator')

async function readUse(visit: Visit, { code }: Ics): Promise<PoolUse> {
  const { ics } = await visit.ask(USE, { code })
  if (!ics?.poolUse) throw new AnswerRefused('NOT_FOUND', [], false)
  const { decided, inTime, typicalWait, services, gini, agreements, ...time } = ics.poolUse
  return {
    ...{ ...time, agreements: agreements.map(agreementOf) },
    // a pool of the version before tells counts of people to whoever leads the system, too
    people:
      services && isCoordinator(visit)
        ? {
            decided: shownOf(decided),
            inTime: shownOf(inTime),
            typicalWait: shownOf(typicalWait),
            gini,
            services: services.map((service) => ({
              name: `${service.trustName} (${service.trustCode})`,
              decided: shownOf(service.decided),
              inTime: shownOf(service.inTime),
            })),
          }
        : undefined,
  }
}

/** How the pool's time is used, for whoever leads the system and for the pool's coordinator. */
export const usePages: readonly PageRoute[] = [{ method: 'GET', path: '/ics/:code/use', answer: show }]
