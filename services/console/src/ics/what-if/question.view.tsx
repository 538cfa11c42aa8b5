import type { Ics } from '@oh/organisations'
import { Button } from '../../layout/button.view.tsx'
import { Checkboxes } from '../../layout/choices.view.tsx'
import { Details, type Problems } from '../../layout/messages.view.tsx'
import { Pagination, SectionNavigation } from '../../layout/navigation.view.tsx'
import { ChangeForm } from '../../layout/sent-form.view.tsx'
import { Table } from '../../layout/table.view.tsx'
import { Select, TextInput } from '../../layout/text-fields.view.tsx'
import { momentInWords } from '../../layout/words.ts'
import type { FormStanding } from '../../sent-form.ts'
import type { AskedBefore, Assumption, WhatIfBase } from './ask-base.ts'
import { assumptionField, type Question } from './question.ts'

const READY = [
  { kind: 'move-pas', text: 'Move 2 PAs' },
  { kind: 'add-wte', text: 'Add 1.0 WTE' },
  { kind: 'lose-specialist', text: 'Lose the only specialist for a skill' },
  { kind: 'surge', text: 'A surge of 1.7 for four weeks' },
] as const

/** Four questions that are asked often, each with an address of its own. */
export function ReadyQuestions({ ics, kind }: { readonly ics: Ics; readonly kind: string | undefined }) {
  const addressOf = (each: string) => `/ics/${ics.code}/what-if?question=${each}`
  return (
    <SectionNavigation
      label="Ready questions"
      items={READY.map((each) => ({ href: addressOf(each.kind), text: each.text }))}
      current={addressOf(kind ?? '')}
    />
  )
}

interface QuestionProps {
  readonly ics: Ics
  readonly base: WhatIfBase
  readonly question: Question
  readonly standing: FormStanding
}

/** What is to be different, and what it rests on. */
export function QuestionForm({ ics, base, question, standing }: QuestionProps) {
  return (
    <ChangeForm action={`/ics/${ics.code}/what-if`} standing={standing}>
      <Changes base={base} question={question} problems={standing.problems} />
      <h2 class="nhsuk-heading-m">What the answer rests on</h2>
      <p>
        Every number that is used stands here with where it comes from. Change any of them; what you change counts for this
        question only.
      </p>
      <Assumptions base={base} question={question} problems={standing.problems} />
      <Button>Ask</Button>
    </ChangeForm>
  )
}

function Changes({
  base,
  question: { chosen, skills, texts },
  problems,
}: Pick<QuestionProps, 'base' | 'question'> & { problems: Problems }) {
  const field = (name: string) => ({ name, value: texts[name], error: problems[name] })
  const specialists = base.specialists.map(({ id, fullName, clinicHours }) => ({
    value: id,
    text: `${fullName}, ${clinicHours} clinic hours a week`,
  }))
  const trusts = base.trusts.map(({ code, name }) => ({ value: code, text: name }))
  return (
    <Checkboxes
      name="change"
      label="What is to be different?"
      size="m"
      heading={2}
      hint="A PA (programmed activity) is four hours."
      error={problems.change}
      values={chosen}
      choices={[
        {
          value: 'move-pas',
          text: 'Clinics move from one specialist to another',
          reveal: (
            <>
              <TextInput label="PAs of clinics a week" width={4} {...field('pas')} />
              <Select label="From" options={specialists} {...field('from')} />
              <Select label="To" options={specialists} {...field('to')} />
            </>
          ),
        },
        {
          value: 'add-wte',
          text: 'Somebody is added',
          reveal: (
            <>
              <TextInput label="Whole-time equivalents" width={4} {...field('wte')} />
              <Select label="Employed by" options={trusts} {...field('trust')} />
              <Checkboxes
                name="skills"
                label="Skills"
                small
                values={skills}
                choices={base.skills.map(({ skill, title }) => ({ value: skill, text: title }))}
              />
            </>
          ),
        },
        {
          value: 'lose-specialist',
          text: 'A specialist leaves',
          reveal: <Select label="Who" options={specialists} {...field('lose')} />,
        },
        {
          value: 'surge',
          text: 'More cases come for some weeks',
          reveal: (
            <>
              <TextInput label="Times the usual cases" width={4} {...field('factor')} />
              <TextInput label="From week" width={4} inputmode="numeric" {...field('fromWeek')} />
              <TextInput label="For how many weeks" width={4} inputmode="numeric" {...field('weeks')} />
            </>
          ),
        },
        {
          value: 'more-clinic',
          text: 'Other work becomes clinics',
          reveal: (
            <>
              <TextInput label="PAs a week of other work that become clinics" width={4} {...field('morePas')} />
              <Select label="Of" options={specialists} {...field('moreOf')} />
            </>
          ),
        },
      ]}
    />
  )
}

function Assumptions({ base, question, problems }: Pick<QuestionProps, 'base' | 'question'> & { problems: Problems }) {
  const groups = [...new Set(base.assumptions.map(({ group }) => group))]
  return (
    <>
      {groups.map((group) => {
        const own = base.assumptions.filter((each) => each.group === group)
        return (
          <Details summary={group} open={own.some(({ id }) => problems[assumptionField(id)] !== undefined)}>
            {own.map((each) => (
              <AssumptionInput assumption={each} question={question} problems={problems} />
            ))}
          </Details>
        )
      })}
    </>
  )
}

function AssumptionInput({
  assumption: { id, title, unit, because },
  question,
  problems,
}: {
  readonly assumption: Assumption
  readonly question: Question
  readonly problems: Problems
}) {
  const name = assumptionField(id)
  return (
    <TextInput
      name={name}
      label={`${title} (${unit})`}
      hint={because}
      width={5}
      value={question.texts[name]}
      error={problems[name]}
    />
  )
}

/** What was asked before, the newest first. */
export function Before({ ics, before: { rows, pageInfo } }: { readonly ics: Ics; readonly before: AskedBefore }) {
  if (rows.length === 0) return null
  return (
    <>
      <Table
        id="asked-before"
        caption="Asked before"
        captionSize="m"
        small="stack"
        columns={[
          { key: 'what', text: 'Question' },
          { key: 'asked', text: 'Asked' },
          { key: 'state', text: 'Simulation' },
        ]}
        rows={rows.map(({ id, changes, askedAt, stateTitle }) => [
          <a href={`/ics/${ics.code}/what-if/${id}`}>{changes.join('; ') || 'A question of an earlier version'}</a>,
          momentInWords(askedAt),
          stateTitle,
        ])}
      />
      <Pagination
        next={
          pageInfo.hasNextPage && pageInfo.endCursor
            ? { href: `/ics/${ics.code}/what-if?after=${encodeURIComponent(pageInfo.endCursor)}`, text: 'Earlier questions' }
            : undefined
        }
      />
    </>
  )
}
