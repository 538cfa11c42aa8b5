import { AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { answered, type FormStanding, formAfter, newForm } from '../sent-form.ts'
import { PUBLICATION, type PublicationShown } from './publication.ts'
import {
  ANSWERED_FIELD,
  askWhetherSure,
  askWhy,
  decideOnAsk,
  REASON_FIELD,
  standsNoMore,
  waitsForSecond,
} from './withdraw.view.tsx'

const TO_WITHDRAW = graphql(
  `
  query PublicationToWithdraw($before: Int!) {
    england { publications(first: 1, before: $before) { ...PublicationFacts } }
    withdrawalReasons { word sentence }
  }
`,
  [PUBLICATION],
)

const ASK = graphql(`
  mutation AskToWithdraw($number: Int!, $reason: String!) {
    askToWithdraw(number: $number, reason: $reason) {
      __typename
      ... on WithdrawalAsked { number }
      ... on Refused { reasons { word sentence } }
    }
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

const TAKE_BACK = graphql(`
  mutation TakeBackWithdrawal($number: Int!) {
    takeBackWithdrawal(number: $number) {
      __typename
      ... on WithdrawalTakenBack { number }
      ... on Refused { reasons { word sentence } }
    }
  }
`)

const NO_REASON = 'Choose why the publication is withdrawn.'
/** Where the words of a refusal stand: on the page as it is now, beside the question why or above it. */
const FIELDS = {
  'withdrawal-reason-unknown': REASON_FIELD,
  'withdrawn-already': REASON_FIELD,
  'withdrawal-asked-already': REASON_FIELD,
  'withdrawal-not-asked': REASON_FIELD,
  'asked-by-yourself': REASON_FIELD,
  'another-reason': REASON_FIELD,
}

/** The publication that the address names, and why one may be withdrawn. */
async function read({ ask, param, viewer }: Visit) {
  const number = Number(param('number'))
  const isNumber = Number.isSafeInteger(number) && number > 0 && number < 2 ** 31 - 1
  // the list of publications is open to more people than may withdraw one
  if (!isNumber || !viewer.roles.includes('statistician')) throw new AnswerRefused('NOT_FOUND', [], false)
  const { england, withdrawalReasons: reasons } = await ask(TO_WITHDRAW, { before: number + 1 })
  const publication: PublicationShown | undefined = england.publications?.find((each) => each.number === number)
  if (!publication) throw new AnswerRefused('NOT_FOUND', [], false)
  return { publication, reasons }
}

async function show(visit: Visit): Promise<Reply> {
  return draw(visit, newForm())
}

/**
 * The first person says why, then whether he is sure, and it is asked for; the second one decides on what was asked. Nothing
 * is withdrawn before.
 */
async function draw(visit: Visit, standing: FormStanding): Promise<Reply> {
  const { publication, reasons } = await read(visit)
  const { withdrawal, withdrawalAsked: asked } = publication
  if (withdrawal) return page(standsNoMore(publication, withdrawal, standing.problems))
  if (asked) return page((asked.isOwn ? waitsForSecond : decideOnAsk)(publication, asked, standing.problems))
  const reason = reasons.find(({ word }) => word === visit.query(REASON_FIELD))
  if (reason) return page(askWhetherSure(publication, reason))
  const isAnswered = visit.query(ANSWERED_FIELD) !== undefined
  return page(askWhy(publication, reasons, isAnswered ? { [REASON_FIELD]: NO_REASON } : standing.problems))
}

async function askTo(visit: Visit): Promise<Reply> {
  const { publication } = await read(visit)
  const reason = visit.form.text(REASON_FIELD)
  const answer = answered((await visit.ask(ASK, { number: publication.number, reason })).askToWithdraw)
  if (answer.__typename === 'WithdrawalAsked') return seeOther('/publications', 'withdrawal-asked')
  return draw(visit, formAfter(visit.form, answer, FIELDS))
}

async function withdraw(visit: Visit): Promise<Reply> {
  const { publication } = await read(visit)
  const reason = visit.form.text(REASON_FIELD)
  const answer = answered((await visit.ask(WITHDRAW, { number: publication.number, reason })).withdrawPublication)
  if (answer.__typename === 'PublicationWithdrawn') return seeOther('/publications', 'withdrawn')
  return draw(visit, formAfter(visit.form, answer, FIELDS))
}

async function takeBack(visit: Visit): Promise<Reply> {
  const { publication } = await read(visit)
  const answer = answered((await visit.ask(TAKE_BACK, { number: publication.number })).takeBackWithdrawal)
  if (answer.__typename === 'WithdrawalTakenBack') return seeOther('/publications', 'taken-back')
  return draw(visit, formAfter(visit.form, answer, FIELDS))
}

/** One statistician asks for a publication to be withdrawn, with a reason; a second one withdraws it, or it stands after all. */
export const withdrawPages: readonly PageRoute[] = [
  { method: 'GET', path: '/publications/withdraw/:number', answer: show },
  { method: 'POST', path: '/publications/withdraw/:number', answer: withdraw },
  { method: 'POST', path: '/publications/withdraw/:number/ask', answer: askTo },
  { method: 'POST', path: '/publications/withdraw/:number/take-back', answer: takeBack },
]
