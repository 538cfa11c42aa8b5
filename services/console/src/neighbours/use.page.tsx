import { findIcs, type Ics } from '@oh/organisations'
import { shownOf } from '../figures/figure.ts'
import { AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, type Visit } from '../page.ts'
import { AGREEMENT, agreementOf } from './agreement-fields.ts'
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
        <UseView use={await readUse(visit, ics)} />
      </>
    ),
  })
}

async function readUse(visit: Visit, { code }: Ics): Promise<PoolUse> {
  const { ics } = await visit.ask(USE, { code })
  if (!ics?.poolUse) throw new AnswerRefused('NOT_FOUND', [], false)
  const { decided, inTime, typicalWait, services, agreements, ...rest } = ics.poolUse
  return {
    ...rest,
    decided: shownOf(decided),
    inTime: shownOf(inTime),
    typicalWait: shownOf(typicalWait),
    services: services.map((service) => ({
      name: `${service.trustName} (${service.trustCode})`,
      decided: shownOf(service.decided),
      inTime: shownOf(service.inTime),
    })),
    agreements: agreements.map(agreementOf),
  }
}

/** How the pool's time is used, for whoever leads the system and for the pool's coordinator. */
export const usePages: readonly PageRoute[] = [{ method: 'GET', path: '/ics/:code/use', answer: show }]
