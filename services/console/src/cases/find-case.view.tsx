import type { LondonDate } from '@oh/kernel'
import { Button, ButtonLink } from '../layout/button.view.tsx'
import { Form } from '../layout/form.view.tsx'
import { ErrorSummary, InsetText } from '../layout/messages.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { TextInput } from '../layout/text-fields.view.tsx'
import { dayInWords } from '../layout/words.ts'
import { CaseStateTag } from './state-tag.view.tsx'

/** Finds a case by what people say of it. It is sent as a form, because a name does not belong in an address. */
export function FindBox({ sought = '', error }: { readonly sought?: string; readonly error?: string | undefined }) {
  return (
    <Form action="/worklist/find" name="oh-filter">
      <TextInput
        name="find"
        label="Find a worker or a case reference"
        value={sought}
        error={error}
        width={20}
        autocomplete="off"
        spellcheck={false}
      />
      <Button variant="secondary" small>
        Find
      </Button>
    </Form>
  )
}

export interface FoundWorker {
  readonly id: string
  readonly fullName: string
  readonly bornOn: LondonDate | null
  readonly staffNumber: string | null
  readonly assignments: readonly { readonly jobTitle: string; readonly department: string; readonly employerName: string }[]
  readonly cases: readonly {
    readonly id: string
    readonly reference: string
    readonly state: string
    readonly stateTitle: string
    readonly openedOn: LondonDate
  }[]
}

export interface FoundProps {
  readonly sought: string
  readonly workers: readonly FoundWorker[]
  readonly more: boolean
  readonly error?: string | undefined
}

/** Workers found by name or staff number, each with the cases that may be opened. */
export function foundWorkers({ sought, workers, more, error }: FoundProps): PageContent {
  return {
    title: 'Find a case',
    section: '/worklist',
    back: { href: '/worklist', text: 'Worklist' },
    refused: error !== undefined,
    body: (
      <Column>
        <ErrorSummary problems={error === undefined ? {} : { find: error }} />
        <Heading>Find a case</Heading>
        <FindBox sought={sought} error={error} />
        {error === undefined && workers.length === 0 ? <Nobody /> : null}
        {workers.map((worker) => (
          <Found worker={worker} />
        ))}
        {more ? <p>There are more. Add to the name, or search by staff number.</p> : null}
      </Column>
    ),
  }
}

function Nobody() {
  return (
    <>
      <InsetText>
        <p>Nothing was found.</p>
        <p>Check the spelling. You can search by part of a name, by staff number, or by a case reference such as K7F-3X9-TP3.</p>
      </InsetText>
      <ButtonLink href="/referrals/new" variant="secondary">
        Make a referral
      </ButtonLink>
    </>
  )
}

function Found({ worker }: { worker: FoundWorker }) {
  const [job] = worker.assignments
  return (
    <div class="oh-panel">
      <h2 class="nhsuk-heading-s nhsuk-u-margin-bottom-2">{worker.fullName}</h2>
      <p class="oh-quiet">
        {job ? `${job.jobTitle}, ${job.department}, ${job.employerName}. ` : ''}
        {worker.bornOn ? `Born ${dayInWords(worker.bornOn)}. ` : ''}
        {worker.staffNumber ? `Staff number ${worker.staffNumber}.` : ''}
      </p>
      {worker.cases.length === 0 ? <p>No case.</p> : null}
      <ul class="nhsuk-list">
        {worker.cases.map(({ id, reference, state, stateTitle, openedOn }) => (
          <li>
            <a href={`/cases/${id}`}>Case {reference}</a> <CaseStateTag state={state} title={stateTitle} />
            <span class="oh-quiet"> opened {dayInWords(openedOn)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
