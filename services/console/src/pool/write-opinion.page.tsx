import type { Ics } from '@oh/organisations'
import type { Draft } from '../drafts/drafts.ts'
import { readFields } from '../form.ts'
import { graphql } from '../graphql.ts'
import { GO_FIELD, KEEP } from '../layout/form.view.tsx'
import { hasProblems } from '../layout/messages.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import { kept, type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { type FormStanding, formAfter, formWith, KEY_FIELD, keysOf } from '../sent-form.ts'
import { checkPath } from './escalation.view.tsx'
import { OpinionCheck } from './opinion.view.tsx'
import { linesOf, NOT_YET, opinionProblems, readOpinion } from './opinion-form.ts'
import { atOwnPool } from './own-pool.ts'
import { asked, placeOf, readAccepted } from './read-accepted.ts'

const GIVE = graphql(`
  mutation GiveOpinion($input: GiveOpinionInput!) {
    giveOpinion(input: $input) {
      __typename
      ... on OpinionGiven { escalation { state } }
      ... on Refused { reasons { word sentence } }
    }
  }
`)

/** Keeps the opinion before anybody is asked anything: a service that is silent now takes nothing away. */
async function keepOpinion(visit: Visit): Promise<Reply> {
  const place = placeOf(visit)
  await visit.drafts.keep(place, { fields: visit.form.entries })
  if (visit.form.text(GO_FIELD) === KEEP) return kept(place, 'draft-kept')
  return hasProblems(opinionProblems(readOpinion(visit.form))) ? seeOther(place, NOT_YET) : seeOther(checkPath(asId(visit)))
}

const asId = (visit: Visit) => ({ spokeId: visit.param('spokeId'), id: visit.param('id') })

async function check(visit: Visit, ics: Ics): Promise<Reply> {
  const place = placeOf(visit)
  const begun = await visit.drafts.find(place)
  const form = readFields(begun?.fields ?? [])
  const draft = readOpinion(form)
  if (!begun || hasProblems(opinionProblems(draft))) return seeOther(place)
  const accepted = await readAccepted(visit, ics)
  if (!accepted?.content) return seeOther(place)
  const { facts, content, trustName } = accepted
  return page({
    title: 'Check your opinion',
    section: '/pool/mine',
    back: { href: place, text: 'Back to your opinion' },
    body: (
      <Column>
        <Heading caption={`${facts.pseudonym ?? 'Escalation'}, ${trustName}`}>Check your opinion</Heading>
        <OpinionCheck
          action={checkPath(facts)}
          toSupervisor={accepted.needsCountersignature}
          changeHref={place}
          draft={draft}
          standing={formWith(form, {})}
          question={content.question}
        />
      </Column>
    ),
  })
}

async function give(visit: Visit, ics: Ics): Promise<Reply> {
  const place = placeOf(visit)
  const begun = await visit.drafts.find(place)
  if (!begun) return seeOther(place)
  const form = readFields(begun.fields)
  const draft = readOpinion(form)
  if (hasProblems(opinionProblems(draft))) return seeOther(place, NOT_YET)
  const { ics: code, spoke: spokeId, id: escalationId } = asked(visit, ics)
  const { answer: text, fitness, adviceToNurse, reviewOn } = draft
  const input = {
    ...{ ics: code, spokeId, escalationId, answer: text, fitness, adviceToNurse },
    adjustments: linesOf(draft),
    reviewOn: reviewOn.date ?? null,
    idempotencyKey: keysOf(form).key,
  }
  const { giveOpinion: answer } = await visit.ask(GIVE, { input })
  if (answer.__typename === 'Refused') {
    await visit.drafts.keep(place, { fields: refreshed(begun, formAfter(form, answer, {})), answer })
    return seeOther(place)
  }
  await visit.drafts.drop(place)
  return seeOther(place, answer.escalation?.state === 'countersigning' ? 'opinion-submitted' : 'opinion-given')
}

/** The same words under the key with which they may be sent again. */
function refreshed({ fields }: Draft, { keys }: FormStanding): Draft['fields'] {
  return fields.map(([name, value]) => [name, name === KEY_FIELD ? keys.key : value])
}

/** The opinion of a specialist: kept while it is written, checked, and given once. */
export const writeOpinionPages: readonly PageRoute[] = [
  { method: 'POST', path: '/pool/:spokeId/:id/opinion', answer: atOwnPool(keepOpinion) },
  { method: 'GET', path: '/pool/:spokeId/:id/opinion', answer: atOwnPool((visit) => seeOther(placeOf(visit))) },
  { method: 'GET', path: '/pool/:spokeId/:id/opinion/check', answer: atOwnPool(check) },
  { method: 'POST', path: '/pool/:spokeId/:id/opinion/check', answer: atOwnPool(give) },
]
