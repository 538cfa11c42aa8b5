import { randomUUID } from 'node:crypto'
import type { Ics } from '@oh/organisations'
import { graphql } from '../graphql.ts'
import { ErrorSummary, NotificationBanner, type Problems } from '../layout/messages.view.tsx'
import { Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { keysOf } from '../sent-form.ts'
import { Board, type BoardFilter, BoardFilters, filterQuery, RightsEnding } from './board.view.tsx'
import { atOwnPool } from './own-pool.ts'

const BOARD = graphql(`
  query PoolBoard($ics: ID!, $skill: String, $standing: String, $due: String, $after: String) {
    board(ics: $ics, skill: $skill, standing: $standing, due: $due, first: 20, after: $after) {
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
  const asked = (name: string) => visit.query(name) ?? ''
  return draw(visit, ics, { skill: asked('skill'), standing: asked('standing'), due: asked('due') }, {})
}

async function draw(visit: Visit, ics: Ics, filter: BoardFilter, problems: Problems): Promise<Reply> {
  const { skill, standing, due } = filter
  const narrowed = { skill: skill || null, standing: standing || null, due: due || null }
  const asked = { ics: ics.code, ...narrowed, after: visit.query('after') ?? null }
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
        <BoardFilters filter={filter} />
        <div id="form">
          <Board
            rows={rows}
            formKey={randomUUID()}
            filter={filter}
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
  const filter = { skill: form.text('skill'), standing: form.text('standing'), due: form.text('due') }
  const { routeAgain: answer } = await visit.ask(ROUTE_AGAIN, { input })
  if (answer.__typename === 'Refused')
    return draw(visit, ics, filter, { form: answer.reasons.map(({ sentence }) => sentence).join(' ') })
  return seeOther(`/pool/board${filterQuery(filter)}`, answer.outcome)
}

/** The coordinator's board. */
export const boardPages: readonly PageRoute[] = [
  { method: 'GET', path: '/pool/board', answer: atOwnPool(show) },
  { method: 'POST', path: '/pool/board', answer: atOwnPool(routeAgain) },
]
