import { AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { answered, type FormStanding, formAfter, newForm } from '../sent-form.ts'
import { ANSWERED_FIELD, askWhetherSure, askWhy, REASON_FIELD, standsNoMore } from './withdraw.view.tsx'

const PUBLICATION = graphql(`
  query PublicationToWithdraw($before: Int!) {
    england {
      publications(first: 1, before: $before) {
        number month policy publishedAt publishedByName synthetic withdrawal { kind at byName reason }
      }
    }
    withdrawalReasons { word sentence }
  }
`)

const WITHDRAW = graphql(`
  mutation WithdrawPublication($number: Int!, $reason: String!) {
    withdrawPublication(number: $number, reason: $reason) {
      __typename
      ... on PublicationWithdrawn { number }
      ... on Refused { reasons { word sentence } }
    }
  }
`)

const NO_REASON = 'Choose why the publication is withdrawn.'

/** The publication that the address names, and why one may be withdrawn. */
async function read({ ask, param, viewer }: Visit) {
  const number = Number(param('number'))
  const isNumber = Number.isSafeInteger(number) && number > 0 && number < 2 ** 31 - 1
  // the list of publications is open to more people than may withdraw one
  if (!isNumber || !viewer.roles.includes('statistician')) throw new AnswerRefused('NOT_FOUND', [], false)
  const { england, withdrawalReasons: reasons } = await ask(PUBLICATION, { before: number + 1 })
  const publication = england.publications?.find((each) => each.number === number)
  if (!publication) throw new AnswerRefused('NOT_FOUND', [], false)
  return { publication, reasons }
}

async function show(visit: Visit): Promise<Reply> {
  return draw(visit, newForm())
}

/** Asks why, then whether the reader is sure: nothing is withdrawn before the second. */
async function draw(visit: Visit, standing: FormStanding): Promise<Reply> {
  const { publication, reasons } = await read(visit)
  if (publication.withdrawal) return page(standsNoMore(publication, publication.withdrawal))
  const reason = reasons.find(({ word }) => word === visit.query(REASON_FIELD))
  if (reason) return page(askWhetherSure(publication, reason))
  const isAnswered = visit.query(ANSWERED_FIELD) !== undefined
  return page(askWhy(publication, reasons, isAnswered ? { [REASON_FIELD]: NO_REASON } : standing.problems))
}

async function withdraw(visit: Visit): Promise<Reply> {
  const { publication } = await read(visit)
  const reason = visit.form.text(REASON_FIELD)
  const answer = answered((await visit.ask(WITHDRAW, { number: publication.number, reason })).withdrawPublication)
  if (answer.__typename === 'PublicationWithdrawn') return seeOther('/publications', 'withdrawn')
  const fields = { 'withdrawal-reason-unknown': REASON_FIELD, 'withdrawn-already': REASON_FIELD }
  return draw(visit, formAfter(visit.form, answer, fields))
}

/** A statistician withdraws a publication, with a reason. */
export const withdrawPages: readonly PageRoute[] = [
  { method: 'GET', path: '/publications/withdraw/:number', answer: show },
  { method: 'POST', path: '/publications/withdraw/:number', answer: withdraw },
]
