import type { LondonDate } from '@oh/kernel'
import { Button } from '../layout/button.view.tsx'
import { InsetText } from '../layout/messages.view.tsx'
import { ChangeForm } from '../layout/sent-form.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { Textarea } from '../layout/text-fields.view.tsx'
import { countInWords, dayInWords, momentInWords, numberInWords } from '../layout/words.ts'
import type { FormStanding } from '../sent-form.ts'
import type { Preview } from './policy.page.tsx'

export const WHY_FIELD = 'why'

/** How each state of a preview reads. */
export const STATES_IN_WORDS: Readonly<Record<Preview['state'], string>> = {
  asked: 'Waits for its turn',
  running: 'Being computed',
  done: 'Finished',
  failed: 'Failed',
}

/** Fewer cases than these tell nothing: one more or less in time moves the share by more than a policy would. */
const ENOUGH_CASES = 50

/** A draft beside what it would take the place of: what is different, what it would have done, and the button. */
export function PreviewView({
  preview,
  standing,
  why,
}: {
  readonly preview: Preview
  readonly standing: FormStanding
  readonly why: string
}) {
  return (
    <>
      <p>{`Asked for on ${momentInWords(preview.askedAt)}. Compared with policy ${preview.againstVersion}.`}</p>
      <Changes preview={preview} />
      <Result preview={preview} />
      {preview.state === 'done' ? <SwitchOn preview={preview} standing={standing} why={why} /> : null}
    </>
  )
}

function Changes({ preview: { draft, against, againstVersion } }: { preview: Preview }) {
  const before = new Map(against.lines.map(({ field, value }) => [field, value]))
  const changed = draft.lines.filter(({ field, value }) => before.get(field) !== value)
  return (
    <Table
      id="changes"
      caption="What would be different"
      captionSize="m"
      columns={[
        { key: 'part', text: 'Part' },
        { key: 'against', text: `Policy ${againstVersion}` },
        { key: 'draft', text: 'Draft' },
      ]}
      rows={changed.map(({ field, title, value }) => [title, before.get(field) ?? '', value])}
      small="stack"
    />
  )
}

function Result({ preview }: { preview: Preview }) {
  const { state, failure, weeks, effectInForce, effectOfDraft, id } = preview
  if (state === 'failed') return <InsetText>{<p>{failure ?? 'It failed.'}</p>}</InsetText>
  if (!weeks || !effectInForce || !effectOfDraft)
    return (
      <InsetText>
        <p>
          {`${STATES_IN_WORDS[state]}. Half a year of cases takes up to two minutes. `}
          <a href={`/pool/policy/previews/${id}`}>Look again</a>.
        </p>
      </InsetText>
    )
  // shares of nobody would read as all of them
  const isEmpty = effectInForce.byService.length === 0 && effectOfDraft.byService.length === 0
  return (
    <>
      <h2 class="nhsuk-heading-m">What it would have done</h2>
      <p>
        {`${countInWords(weeks.cases, 'escalation')} whose workers were to be seen, from ${dayInWords(weeks.from as LondonDate)} to ${dayInWords(weeks.until as LondonDate)}, played twice in the ${countInWords(weeks.sessions, 'session')} of then: once by each policy.`}
      </p>
      {isEmpty ? (
        <InsetText>
          <p>
            By neither policy could any of them have been seen or missed a date in these sessions, so there is nothing to compare.
            You can still switch the draft on.
          </p>
        </InsetText>
      ) : (
        <Compared preview={preview} cases={weeks.cases} inForce={effectInForce} draft={effectOfDraft} />
      )}
    </>
  )
}

function Compared({ preview, cases, inForce, draft }: { preview: Preview; cases: number; inForce: Effect; draft: Effect }) {
  return (
    <>
      {cases < ENOUGH_CASES ? (
        <InsetText>
          <p>
            {`These are too few cases to tell policies apart: below ${ENOUGH_CASES}, a single worker seen a day later changes the picture. Take the figures as no proof of anything.`}
          </p>
        </InsetText>
      ) : null}
      <p>
        What is played is the placing in sessions. The time to answer an offer, the working day and the second tier do not show
        here: they change who is asked and how long that takes. A worker whose case was accepted is seen by the specialist who
        accepted it then.
      </p>
      <Effects preview={preview} inForce={inForce} draft={draft} />
    </>
  )
}

type Effect = NonNullable<Preview['effectInForce']>

const share = (value: number) => `${numberInWords(Math.round(value * 1000) / 10)}%`
const days = (value: number) => numberInWords(Math.round(value * 10) / 10)
const plain = (value: number) => numberInWords(Math.round(value * 1000) / 1000)
const signed = (show: (value: number) => string, difference: number) => {
  const shown = show(Math.abs(difference))
  if (shown === show(0)) return 'no difference'
  return difference > 0 ? `+${shown}` : `−${shown}`
}

const FIGURES: readonly (readonly [string, (effect: Effect) => number, (value: number) => string])[] = [
  ['Seen in time, right skill, no conflict', ({ ok }) => ok, share],
  ['Of the urgent ones', ({ urgentOk }) => urgentOk, share],
  ['Mean wait in working days', ({ meanWait }) => meanWait, days],
  ['19 of 20 waited at most, in working days', ({ p95Wait }) => p95Wait, days],
  ['Longest wait in working days', ({ worstWait }) => worstWait, days],
  ['Share in time of the employer that fared worst', ({ worstService }) => worstService, share],
  ['Unevenness between employers (Gini, 0 is even)', ({ gini }) => gini, plain],
  ['Use of session hours', ({ use }) => use, share],
  ['Hard rules broken', ({ breaches }) => breaches, plain],
]

function Effects({ preview: { againstVersion }, inForce, draft }: { preview: Preview; inForce: Effect; draft: Effect }) {
  const sides = [
    { key: 'against', text: `Policy ${againstVersion}`, numeric: true },
    { key: 'draft', text: 'Draft', numeric: true },
  ]
  const byService = draft.byService.map((row) => {
    const before = inForce.byService.find(({ employer }) => employer === row.employer)
    return [
      row.employerName ?? row.employer,
      numberInWords(row.cases),
      before ? share(before.ok) : '',
      share(row.ok),
      before ? days(before.meanWait) : '',
      days(row.meanWait),
    ]
  })
  const bySkill = draft.bySkill.map((row) => {
    const before = inForce.bySkill.find(({ skill }) => skill.title === row.skill.title)
    return [
      row.skill.title,
      numberInWords(row.cases),
      before ? share(before.ok) : '',
      share(row.ok),
      before ? days(before.meanWait) : '',
      days(row.meanWait),
    ]
  })
  const parts = [
    { key: 'cases', text: 'Cases', numeric: true },
    { key: 'ok-before', text: `In time, policy ${againstVersion}`, numeric: true },
    { key: 'ok', text: 'In time, draft', numeric: true },
    { key: 'wait-before', text: `Mean wait, policy ${againstVersion}`, numeric: true },
    { key: 'wait', text: 'Mean wait, draft', numeric: true },
  ]
  return (
    <>
      <Table
        id="effect"
        caption="Side by side"
        captionSize="s"
        columns={[{ key: 'figure', text: 'Figure' }, ...sides, { key: 'difference', text: 'Difference', numeric: true }]}
        rows={FIGURES.map(([title, of, shown]) => [
          title,
          shown(of(inForce)),
          shown(of(draft)),
          signed(shown, of(draft) - of(inForce)),
        ])}
        small="stack"
      />
      <Table
        id="by-employer"
        caption="By employer"
        captionSize="s"
        columns={[{ key: 'employer', text: 'Employer' }, ...parts]}
        rows={byService}
        small="stack"
      />
      <Table
        id="by-skill"
        caption="By skill"
        captionSize="s"
        columns={[{ key: 'skill', text: 'Skill' }, ...parts]}
        rows={bySkill}
        small="stack"
      />
    </>
  )
}

function SwitchOn({ preview, standing, why }: { preview: Preview; standing: FormStanding; why: string }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">Switch it on</h2>
      <p>
        Everything is routed by it from that moment. Offers that are out keep their time, and bookings that stand stay. You can
        switch back.
      </p>
      <ChangeForm action={`/pool/policy/previews/${preview.id}`} standing={standing}>
        <Textarea
          name={WHY_FIELD}
          label="Why?"
          hint="Kept with the policy for ever, under your name. Nothing about a worker."
          rows={3}
          limit={500}
          value={why}
          error={standing.problems[WHY_FIELD]}
        />
        <Button>Switch this policy on</Button>
      </ChangeForm>
    </>
  )
}
