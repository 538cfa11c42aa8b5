import { Button } from '../layout/button.view.tsx'
import { type Choice, Radios } from '../layout/choices.view.tsx'
import { DateInput } from '../layout/date-input.view.tsx'
import { Details, InsetText, type Problems } from '../layout/messages.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import { ChangeForm, FormNews } from '../layout/sent-form.view.tsx'
import { Textarea, TextInput } from '../layout/text-fields.view.tsx'
import type { FormStanding } from '../sent-form.ts'
import { GATE_FORM_KINDS, type GateDraft, type GateFormKind } from './gate-form.ts'
import { type GateStanding, GateSummary } from './gate-standing.view.tsx'
import { SeniorDiscussion, WorkerTold } from './grounds.view.tsx'

/** The wording in use for one kind, as the service keeps it. */
export interface GateText {
  readonly kind: string
  readonly title: string
  readonly version: string
  readonly sentences: readonly string[]
}

export interface GateOnCase {
  readonly caseId: string
  readonly reference: string
  readonly workerName: string
  /** With consequences while a consent on the case is left to withdraw. */
  readonly gate: (GateStanding & { readonly consequences: { readonly version: string } | null }) | null
  readonly texts: readonly GateText[]
  readonly mayRecord: boolean
}

interface GateProps {
  readonly found: GateOnCase
  readonly draft: GateDraft
  readonly standing: FormStanding
}

/** How consent stands, and a form to record it or what stands in its place. */
export function GatePage(props: GateProps) {
  const { found, standing } = props
  return (
    <Column>
      <FormNews standing={standing} about="This case" />
      <Heading caption={`${found.workerName}, case ${found.reference}`}>Consent to share with a specialist</Heading>
      <h2 class="nhsuk-heading-m">As it stands now</h2>
      <GateSummary gate={found.gate} />
      {found.gate?.withdrawalSentence ? (
        <InsetText>
          <p>{found.gate.withdrawalSentence}</p>
        </InsetText>
      ) : null}
      {found.gate?.consequences ? (
        <p>
          <a href={`/cases/${found.caseId}/withdraw`}>The worker withdraws consent</a>
        </p>
      ) : null}
      {found.mayRecord ? <GateForm {...props} /> : <p>This case takes no new consent.</p>}
    </Column>
  )
}

function GateForm({ found, draft, standing }: GateProps) {
  return (
    <>
      <h2 class="nhsuk-heading-m">{found.gate ? 'Record it anew' : 'Record it'}</h2>
      {found.gate ? <p>The newest record is the one that counts. Earlier ones are kept as they were.</p> : null}
      <ChangeForm action={`/cases/${found.caseId}/gate`} standing={standing}>
        {found.texts.map(({ kind, version }) => (
          <input type="hidden" name={`wording-${kind}`} value={version} />
        ))}
        <Radios
          name="kind"
          label="Why may this case be shared?"
          size="s"
          heading={3}
          choices={GATE_FORM_KINDS.flatMap((kind) => choiceOf(kind, found.texts, draft, standing.problems))}
          value={draft.kind}
          error={standing.problems.kind}
        />
        <Button>Record</Button>
      </ChangeForm>
    </>
  )
}

function choiceOf(kind: GateFormKind, texts: readonly GateText[], draft: GateDraft, problems: Problems): Choice[] {
  const text = texts.find((each) => each.kind === kind)
  if (!text) return []
  const Asked = ASKED[kind]
  return [
    {
      value: kind,
      text: text.title,
      reveal: (
        <>
          <Wording text={text} />
          <Asked draft={draft} problems={problems} />
        </>
      ),
    },
  ]
}

interface AskedProps {
  readonly draft: GateDraft
  readonly problems: Problems
}

const ASKED: Readonly<Record<GateFormKind, (props: AskedProps) => ReturnType<typeof Consent>>> = {
  'explicit-consent': Consent,
  'public-interest': InThePublicInterest,
  'required-by-law': RequiredByLaw,
}

function Wording({ text: { kind, sentences } }: { text: GateText }) {
  const lines = sentences.map((sentence) => <li>{sentence}</li>)
  if (kind === 'explicit-consent')
    return (
      <div class="oh-panel">
        <p>
          <strong>Read this to the worker, or show it:</strong>
        </p>
        <ul class="nhsuk-list nhsuk-list--bullet">{lines}</ul>
      </div>
    )
  return (
    <Details summary="What to keep in mind" open>
      <ul class="nhsuk-list nhsuk-list--bullet">{lines}</ul>
    </Details>
  )
}

function Consent({ draft, problems }: AskedProps) {
  return (
    <>
      <Radios
        name="in-writing"
        label="How did the worker give consent?"
        size="s"
        choices={[
          { value: 'no', text: 'Spoken, and recorded here' },
          { value: 'yes', text: 'In writing' },
        ]}
        value={draft.inWriting}
        error={problems['in-writing']}
        small
      />
      <Textarea
        name="evidence"
        label="When, how and to whom?"
        hint="Such as: on the telephone to me on 23 November, after I had read out the text above. This stays in the trust."
        rows={3}
        limit={1_000}
        value={draft.evidence}
        error={problems.evidence}
      />
      <DateInput
        name="last-day"
        label="Last day of the consent (optional)"
        hint="Leave it empty for the usual length. Consent always ends of itself."
        value={draft.lastDay.typed}
        error={problems['last-day-day']}
      />
    </>
  )
}

function InThePublicInterest({ draft, problems }: AskedProps) {
  return (
    <>
      <Textarea
        name="rationale"
        label="Why is sharing in the public interest?"
        hint="Who may come to harm, and why the least that is needed must be shared without consent. This stays in the trust."
        rows={4}
        limit={1_000}
        value={draft.rationale}
        error={problems.rationale}
      />
      <SeniorDiscussion grounds={draft} problems={problems} />
      <WorkerTold grounds={draft} problems={problems} />
    </>
  )
}

function RequiredByLaw({ draft, problems }: AskedProps) {
  return (
    <TextInput
      name="law"
      label="Which law, and which part of it?"
      hint="Such as: Health Protection (Notification) Regulations 2010, regulation 2."
      value={draft.law}
      error={problems.law}
    />
  )
}
