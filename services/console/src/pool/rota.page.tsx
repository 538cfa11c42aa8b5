import { randomUUID } from 'node:crypto'
import { SKILLS } from '@oh/escalation'
import { addDays, asLondonDate } from '@oh/kernel'
import type { Ics } from '@oh/organisations'
import { graphql } from '../graphql.ts'
import { Button } from '../layout/button.view.tsx'
import { FilterForm } from '../layout/form.view.tsx'
import { HiddenFields } from '../layout/hidden-fields.view.tsx'
import { ErrorSummary, NotificationBanner, type Problems } from '../layout/messages.view.tsx'
import { Pagination } from '../layout/navigation.view.tsx'
import { Heading } from '../layout/page.view.tsx'
import { Select } from '../layout/text-fields.view.tsx'
import { weekdayInWords } from '../layout/words.ts'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { keysOf, problemsOf } from '../sent-form.ts'
import { atOwnPool } from './own-pool.ts'
import { Rota } from './rota.view.tsx'
import { TIME_SECTION, TimeSections } from './time-sections.view.tsx'

const ROTA = graphql(`
  query PoolRota($ics: ID!, $from: LondonDate, $skill: String, $after: String) {
    rota(ics: $ics, from: $from, skill: $skill, first: 50, after: $after) {
      from until
      rows { id on startsAt hours hoursFree siteName virtual cancelledTitle specialist { id fullName } }
      pageInfo { hasNextPage endCursor }
    }
  }
`)
const CANCEL = graphql(`
  mutation CancelSession($input: CancelSessionInput!) {
    cancelSession(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)

/** The page of a week and a skill, for links. */
function pathOf(from: string | undefined, skill: string, after?: string): string {
  const asked = { ...(from ? { from } : {}), ...(skill ? { skill } : {}), ...(after ? { after } : {}) }
  const query = new URLSearchParams(asked).toString()
  return query === '' ? '/pool/rota' : `/pool/rota?${query}`
}

async function draw(visit: Visit, ics: Ics, asked: { from: string; skill: string }, problems: Problems = {}): Promise<Reply> {
  const { from, skill } = asked
  const { rota } = await visit.ask(ROTA, {
    ics: ics.code,
    from: asLondonDate(from) ?? null,
    skill: skill === '' ? null : skill,
    after: visit.query('after') ?? null,
  })
  if (!rota) throw new Error('A whole answer has the rota.')
  const more = rota.pageInfo.hasNextPage ? (rota.pageInfo.endCursor ?? undefined) : undefined
  return page({
    title: 'Rota',
    section: TIME_SECTION,
    refused: Object.keys(problems).length > 0,
    body: (
      <>
        <ErrorSummary problems={problems} />
        {visit.notice === 'session-cancelled' ? (
          <NotificationBanner success text="The session is cancelled. Whoever was booked in it is planned anew." />
        ) : null}
        <Heading caption={ics.name}>Rota</Heading>
        <TimeSections current={TIME_SECTION} />
        <p>{`Clinic sessions from ${weekdayInWords(rota.from)} to ${weekdayInWords(addDays(rota.until, -1))}.`}</p>
        <FilterForm action="/pool/rota">
          <HiddenFields fields={{ from: rota.from }} />
          <Select
            name="skill"
            label="Skill"
            value={skill}
            options={[{ value: '', text: 'Any' }, ...SKILLS.map(({ id, title }) => ({ value: id, text: title }))]}
          />
          <Button variant="secondary" small>
            Show
          </Button>
        </FilterForm>
        <div id="form">
          <Rota rows={rota.rows} formKey={randomUUID} from={rota.from} skill={skill} />
        </div>
        <Pagination
          previous={{ href: pathOf(addDays(rota.from, -7), skill), text: 'The week before' }}
          next={
            more === undefined
              ? { href: pathOf(rota.until, skill), text: 'The week after' }
              : { href: pathOf(rota.from, skill, more), text: 'More of this week' }
          }
        />
      </>
    ),
  })
}

async function cancel(visit: Visit, ics: Ics): Promise<Reply> {
  const { form } = visit
  const [from, skill] = [form.text('from'), form.text('skill')]
  const input = { ics: ics.code, idempotencyKey: keysOf(form).key, sessionId: form.text('session') }
  const { cancelSession: answer } = await visit.ask(CANCEL, { input })
  if (answer.__typename === 'Refused') return draw(visit, ics, { from, skill }, problemsOf(answer.reasons, {}))
  return seeOther(pathOf(from, skill), 'session-cancelled')
}

/** The sessions of the pool by day, for the coordinator. */
export const rotaPages: readonly PageRoute[] = [
  {
    method: 'GET',
    path: '/pool/rota',
    answer: atOwnPool((visit, ics) => draw(visit, ics, { from: visit.query('from') ?? '', skill: visit.query('skill') ?? '' })),
  },
  { method: 'POST', path: '/pool/rota', answer: atOwnPool(cancel) },
]
