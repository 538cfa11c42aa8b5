import type { Instant } from '@oh/kernel'
import { Button } from '../layout/button.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { ChangeForm } from '../layout/sent-form.view.tsx'
import { momentInWords } from '../layout/words.ts'
import { newForm } from '../sent-form.ts'
import { backToCase, type CaseForForm, captionOf } from './case-for-form.view.tsx'

export interface TaskShown {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly createdAt: Instant
}

/** What was to be done on a case, and no longer is. */
export interface EndedTask {
  readonly id: string
  readonly title: string
  readonly endedAt: Instant | null
  /** None where news from the pool settled it. */
  readonly endedByName: string | null
}

interface TasksProps {
  readonly found: {
    readonly id: string
    readonly openTasks: readonly TaskShown[]
    readonly escalations: readonly { readonly id: string; readonly state: string }[]
  }
  readonly mayFinish: boolean
}

/** Tasks that no other record ends, so that whoever has seen to them says so. */
const FINISHED_BY_HAND = ['consent-withdrawn', 'escalation-not-placed', 'tell-of-session', 'session-missed']

/** What waits for the team on a case, first of all. */
export function Tasks({ found, mayFinish }: TasksProps) {
  if (found.openTasks.length === 0) return null
  return (
    <div class="nhsuk-inset-text">
      <h2 class="nhsuk-heading-s">To do on this case</h2>
      {found.openTasks.map((task) => (
        <>
          <p>
            <Title title={task.title} href={taskPage(task.kind, found)} />
            <span class="oh-quiet"> since {momentInWords(task.createdAt)}</span>
          </p>
          {mayFinish && FINISHED_BY_HAND.includes(task.kind) ? <Finish caseId={found.id} task={task} /> : null}
        </>
      ))}
    </div>
  )
}

/** Tasks that are over, the newest first. */
export function EndedTasks({ tasks }: { readonly tasks: readonly EndedTask[] }) {
  if (tasks.length === 0) return null
  return (
    <>
      <h3 class="nhsuk-heading-s">Tasks that are over</h3>
      <ul class="nhsuk-list">
        {tasks.map((task) => (
          <li>
            {task.title}
            <br />
            <span class="oh-quiet">{endOf(task)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function endOf({ endedAt, endedByName }: EndedTask): string {
  const who = endedByName ?? 'settled by news from the pool'
  return endedAt === null ? who : `${momentInWords(endedAt)}, ${who}`
}

/** Where a task is done. Escalations come newest first, and a task is about the newest: of a withdrawal, the newest withdrawn. */
function taskPage(kind: string, { id, escalations }: TasksProps['found']): string | undefined {
  const [newest] = escalations
  const withdrawn = escalations.find(({ state }) => state === 'withdrawn')
  if (kind === 'act-on-opinion') return `/cases/${id}/opinion`
  if (kind === 'consent-withdrawn') return `/cases/${id}/gate`
  if (kind === 'decide-on-withdrawal') return withdrawn && `/escalations/${withdrawn.id}/decide`
  const isAboutTheNewest = ['escalation-not-placed', 'tell-of-session', 'session-missed'].includes(kind)
  return newest && isAboutTheNewest ? `/escalations/${newest.id}` : undefined
}

function Title({ title, href }: { title: string; href: string | undefined }) {
  return href === undefined ? <strong>{title}</strong> : <a href={href}>{title}</a>
}

function Finish({ caseId, task: { id, title } }: { caseId: string; task: TaskShown }) {
  return (
    <ChangeForm action={`/cases/${caseId}/tasks/${id}`} standing={newForm()} id={`task-${id}`}>
      <Button variant="secondary" small>
        Mark as done<span class="nhsuk-u-visually-hidden">: {title}</span>
      </Button>
    </ChangeForm>
  )
}

/** A task could not be ended: somebody else was first, or it ends in another way. */
export function taskNotFinished(found: CaseForForm, sentences: readonly string[]): PageContent {
  return {
    title: 'The task was not marked as done',
    section: '/worklist',
    back: backToCase(found),
    body: (
      <Column>
        <Heading caption={captionOf(found)}>The task was not marked as done</Heading>
        {sentences.map((sentence) => (
          <p>{sentence}</p>
        ))}
      </Column>
    ),
  }
}
