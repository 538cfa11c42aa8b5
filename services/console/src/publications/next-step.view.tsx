import { Button, ButtonLink } from '../layout/button.view.tsx'
import { Form } from '../layout/form.view.tsx'
import { InsetText } from '../layout/messages.view.tsx'
import { countInWords, momentInWords } from '../layout/words.ts'
import { type PreparedShown, preparationPath, type Subject, subjectInWords, subjectPath } from './preparation.ts'

interface NextStepProps {
  /** What is prepared and published next. */
  readonly subject: Subject
  readonly prepared: PreparedShown | undefined
  /** The page to open again while the month is being prepared. */
  readonly lookAgainAt: string
  readonly usualSeconds?: number | undefined
  /** False where the month has been published, or was prepared again since. */
  readonly mayPrepare: boolean
}

/** Preparing and publishing take two people: what the reader can do now, or whom the month waits for. */
export function NextStep(props: NextStepProps) {
  const { subject, prepared, mayPrepare } = props
  const title = subjectInWords(subject)
  if (prepared?.state === 'pending' || prepared?.state === 'running') return <UnderWay {...props} prepared={prepared} />
  if (prepared?.isCurrent && prepared.isOwn)
    return (
      <InsetText>
        <p>
          You have prepared {title}. A second statistician looks at it and publishes it.{' '}
          <Look prepared={prepared} at={props.lookAgainAt} />
        </p>
      </InsetText>
    )
  if (prepared?.isCurrent)
    return (
      <>
        <p>
          {prepared.preparedByName} has prepared {title}: each hidden count may still be any of five numbers at least, and nothing
          was sent since. You are the second person: look at it, then publish it.{' '}
          <Look prepared={prepared} at={props.lookAgainAt} />
        </p>
        <ButtonLink href={`${subjectPath(subject)}?preparation=${encodeURIComponent(prepared.id)}`}>Publish {title}</ButtonLink>
      </>
    )
  if (!mayPrepare) return null
  return (
    <>
      {prepared ? <WhyAgain {...props} prepared={prepared} /> : null}
      <Form action={`${subjectPath(subject)}/prepare`}>
        <Button>
          Prepare {title}
          {prepared ? ' again' : ''}
        </Button>
      </Form>
    </>
  )
}

type OfPreparation = NextStepProps & { readonly prepared: PreparedShown }

function UnderWay({ subject, prepared, lookAgainAt, usualSeconds }: OfPreparation) {
  const { state, isOwn, preparedByName, askedAt } = prepared
  return (
    <InsetText>
      <p role="status">
        {isOwn ? 'You have' : `${preparedByName} has`} {subjectInWords(subject)} prepared, since {momentInWords(askedAt)}.{' '}
        {state === 'pending'
          ? 'It waits for its turn.'
          : 'Every figure of people is being weighed against all others of its year.'}
      </p>
      <p>
        {usualSeconds === undefined ? 'It takes a few minutes.' : `The last one took ${lengthInWords(usualSeconds)}.`} What cannot
        be proved safe in time is given up, and says so here.
      </p>
      <ButtonLink variant="secondary" href={lookAgainAt}>
        Look again
      </ButtonLink>
    </InsetText>
  )
}

/** Sentences of a refusal that fit on the page of all publications; the preparation's own has every one. */
const MOST_REASONS = 5

/** Why what was prepared cannot be published, or not any more. */
function WhyAgain({ prepared, lookAgainAt }: OfPreparation) {
  const { state, preparedByName, reasons } = prepared
  if (state === 'ready')
    return <p>Something was sent or published after {preparedByName} prepared it, so it must be prepared again.</p>
  // the preparation's own page says them all beneath
  if (lookAgainAt === preparationPath(prepared.id)) return null
  return (
    <>
      <p>
        What {preparedByName} prepared cannot be published. <Look prepared={prepared} at={lookAgainAt} text="See every reason" />
      </p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {reasons.slice(0, MOST_REASONS).map((reason) => (
          <li>{reason}</li>
        ))}
      </ul>
    </>
  )
}

/** The way to the preparation, unless the reader is there. */
function Look({ prepared: { id }, at, text }: { readonly prepared: PreparedShown; readonly at: string; readonly text?: string }) {
  const path = preparationPath(id)
  return path === at ? null : <a href={path}>{text ?? 'See what is shown and hidden in it'}</a>
}

/** "40 seconds", "3 minutes". */
export function lengthInWords(seconds: number): string {
  const rounded = Math.max(1, Math.round(seconds))
  return rounded < 90 ? countInWords(rounded, 'second') : countInWords(Math.round(rounded / 60), 'minute')
}
