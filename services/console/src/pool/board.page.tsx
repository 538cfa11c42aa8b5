import { randomUUID } from 'node:crypto'
import type { Ics } from '@oh/organisations'
import { graphql } from '../graphql.ts'
import { ErrorSummary, NotificationBanner, type Problems } from '../layout/messages.view.tsx'
import { Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { keysOf } from '../sent-form.ts'
import { Board, RightsEnding, SkillFilter } from './board.view.tsx'
import { atOwnPool } from './own-pool.ts'

const BOARD = graphql(`
  query PoolBoard($ics: ID!, $skill: String, $after: String) {
    board(ics: $ics, skill: $skill, first: 20, after: $after) {
      rows {
        escalation { id pseudonym skills { title } urgency urgencyTitle dueOn acceptBy state stateTitle round }
        offeredTo { fullName }
        candidates { specialist { id fullName } standing standingTitle reasons { word sentence } }
        stoodDown { specialist { fullName } at reasons { sentence } }
        late acceptLate parked onHold
      }
      rightsEnding { specialist { fullName } sentence }
      pageInfo { hasNextPage endCursor }
    }
  }
`)

const ROUTE_AGAIN = graphql(`
  mutation RouteAgain($input: RouteAgainInput!) {
    routeAgain(input: $input) {
      __typename
      ... on RoutedAgain { outcome }
      ... on Refused { reasons { word sentence } }
    }
  }
`)

const NOTICES: Readonly<Record<string, string>> = {
  offered: 'It is on offer to a specialist.',
  'nobody-eligible': 'No specialist was found. The reasons stand below it, and nothing else has changed.',
}

async function show(visit: Visit, ics: Ics): Promise<Reply> {
  return draw(visit, ics, visit.query('skill') ?? '', {})
}

async function draw(visit: Visit, ics: Ics, skill: string, problems: Problems): Promise<Reply> {
  const asked = { ics: ics.code, skill: skill === '' ? null : skill, after: visit.query('after') ?? null }
  const { board } = await visit.ask(BOARD, asked)
  const { rows = [], rightsEnding = [], pageInfo } = board ?? {}
  const notice = visit.notice === undefined ? undefined : NOTICES[visit.notice]
  return page({
    title: 'Pool board',
    section: '/pool/board',
    refused: Object.keys(problems).length > 0,
    body: (
      <>
        <ErrorSummary problems={problems} />
        {notice === undefined ? null : <NotificationBanner success={visit.notice === 'offered'} text={notice} />}
        <Heading caption={ics.name}>Pool board</Heading>
        <p>What is not answered yet, the earliest due first. Specialists are asked by the pool’s rules, one after another.</p>
        <RightsEnding endings={rightsEnding} />
        <SkillFilter skill={skill} />
        <div id="form">
          <Board
            rows={rows}
            formKey={randomUUID()}
            skill={skill}
            next={pageInfo?.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined}
          />
        </div>
      </>
    ),
  })
}

async function routeAgain(visit: Visit, ics: Ics): Promise<Reply> {
  const { form } = visit
  const input = {
    ics: ics.code,
    escalationId: form.text('escalation'),
    idempotencyKey: keysOf(form).key,
  }
  const skill = form.text('skill')
  const { routeAgain: answer } = await visit.ask(ROUTE_AGAIN, { input })
  if (answer.__typename === 'Refused')
    return draw(visit, ics, skill, { form: answer.reasons.map(({ sentence }) => sentence).join(' ') })
  return seeOther(skill === '' ? '/pool/board' : `/pool/board?skill=${encodeURIComponent(skill)}`, answer.outcome)
}

/** The coordinator's board. */
export const boardPages: readonly PageRoute[] = [
  { method: 'GET', path: '/pool/board', answer: atOwnPool(show) },
  { method: 'POST', path: '/pool/board', answer: atOwnPool(routeAgain) },
]
