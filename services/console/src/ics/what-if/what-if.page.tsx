import { findIcs, type Ics } from '@oh/organisations'
import { graphql } from '../../graphql.ts'
import { ErrorSummary, hasProblems } from '../../layout/messages.view.tsx'
import { Column, Heading } from '../../layout/page.view.tsx'
import { wrongChoice } from '../../national/wrong-choice.view.tsx'
import { download, type PageRoute, page, type Reply, seeOther, type Visit } from '../../page.ts'
import { type FormStanding, formAfter, formWith, keysOf, newForm, statusOf } from '../../sent-form.ts'
import { askBase } from './ask-base.ts'
import { askStudy } from './ask-study.ts'
import { inputOf, type Question, readyQuestion, sentQuestion } from './question.ts'
import { Before, QuestionForm, ReadyQuestions } from './question.view.tsx'
import { WhatIfView } from './what-if.view.tsx'
import { whatIfCsv } from './what-if-csv.ts'

const PROOF = graphql(`query ProofForPool($code: ID!) { ics(code: $code) { myRolesProof } }`)
const ASK = graphql(`
  mutation AskWhatIf($input: AskWhatIfInput!) {
    askWhatIf(input: $input) {
      __typename
      ... on WhatIfAsked { whatIfId }
      ... on Refused { reasons { word sentence } }
    }
  }
`)
const TITLE = 'What if?'
const SECTION = '/what-if'

/** The reader's own system, for the link in the navigation. */
function showOwn({ viewer }: Visit): Reply {
  const own = findIcs(viewer.organisation ?? '')
  return seeOther(own ? `/ics/${own.code}/what-if` : '/national')
}

const ofSystem =
  (answer: (visit: Visit, ics: Ics) => Promise<Reply>): PageRoute['answer'] =>
  (visit) => {
    const ics = findIcs(visit.param('code'))
    return ics ? answer(visit, ics) : page({ ...wrongChoice({ wrong: 'system', asked: visit.param('code') }), status: 404 })
  }

async function show(visit: Visit, ics: Ics, sent?: { question: Question; standing: FormStanding }): Promise<Reply> {
  const { base, before } = await askBase(visit, ics.code)
  const kind = visit.query('question')
  const standing = sent?.standing ?? newForm()
  return page({
    title: TITLE,
    section: SECTION,
    ...statusOf(standing),
    body: (
      <>
        <ErrorSummary problems={standing.problems} />
        <Column>
          <Heading caption={ics.name}>{TITLE}</Heading>
          <p>
            Say what could be different, and see what it would do to waits, to the share seen in target and to the use of clinics:
            by formula at once, and by simulation after about a minute. Nothing is changed in the pool.
          </p>
          <p>
            Both start from the pool as it is: its specialists, its rota and, where there are enough, its past cases. Counts of
            people are rounded before they are used, whoever asks.
          </p>
        </Column>
        <ReadyQuestions ics={ics} kind={kind} />
        <Column>
          <QuestionForm ics={ics} base={base} question={sent?.question ?? readyQuestion(base, kind)} standing={standing} />
        </Column>
        <Before ics={ics} before={before} />
      </>
    ),
  })
}

async function ask(visit: Visit, ics: Ics): Promise<Reply> {
  const { base } = await askBase(visit, ics.code)
  const question = sentQuestion(visit.form, base)
  const { changes, values, problems } = inputOf(question, base)
  if (hasProblems(problems)) return show(visit, ics, { question, standing: formWith(visit.form, problems) })
  const { ics: proved } = await visit.ask(PROOF, { code: ics.code })
  const input = {
    ...{ ics: ics.code, changes, assumptions: values, idempotencyKey: keysOf(visit.form).key },
    rolesProof: proved?.myRolesProof ?? null,
  }
  const { askWhatIf: answer } = await visit.ask(ASK, { input })
  if (answer.__typename === 'WhatIfAsked') return seeOther(`/ics/${ics.code}/what-if/${answer.whatIfId}`)
  return show(visit, ics, { question, standing: formAfter(visit.form, answer, {}) })
}

async function showOne(visit: Visit, ics: Ics): Promise<Reply> {
  const whatIf = await askStudy(visit, ics.code)
  return page({
    title: TITLE,
    section: SECTION,
    wide: true,
    back: { href: `/ics/${ics.code}/what-if`, text: 'Ask another question' },
    body: (
      <>
        <Heading caption={ics.name}>{TITLE}</Heading>
        <WhatIfView ics={ics} whatIf={whatIf} />
      </>
    ),
  })
}

async function downloadOne(visit: Visit, ics: Ics): Promise<Reply> {
  const whatIf = await askStudy(visit, ics.code)
  return download(`what-if-${ics.code}-${whatIf.id.slice(0, 8)}.csv`, whatIfCsv(whatIf))
}

/** What would be different: for the coordinator of a pool and whoever leads its system. */
export const whatIfPages: readonly PageRoute[] = [
  { method: 'GET', path: '/what-if', answer: showOwn },
  { method: 'GET', path: '/ics/:code/what-if', answer: ofSystem((visit, ics) => show(visit, ics)) },
  { method: 'POST', path: '/ics/:code/what-if', answer: ofSystem(ask) },
  { method: 'GET', path: '/ics/:code/what-if/:id', answer: ofSystem(showOne) },
  { method: 'GET', path: '/ics/:code/what-if/:id/figures.csv', answer: ofSystem(downloadOne) },
]
