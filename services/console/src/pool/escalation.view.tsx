import type { Child } from 'hono/jsx'
import { ButtonLink } from '../layout/button.view.tsx'
import { SummaryList } from '../layout/lists.view.tsx'
import { ErrorSummary, InsetText, NotificationBanner } from '../layout/messages.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import { Written } from '../layout/written.view.tsx'
import type { FormStanding } from '../sent-form.ts'
import { closedInWords, isPassing } from './closed-words.ts'
import { type Content, ContentView } from './content.view.tsx'
import { factRows, type PoolFacts, poolPath } from './escalation-facts.view.tsx'
import { Declaration, type IdentityCard, identityRows, LateConflict } from './identity.view.tsx'
import { type GivenOpinion, OpinionForm, OpinionGiven } from './opinion.view.tsx'
import type { OpinionDraft } from './opinion-form.ts'
import { type Awaiting, Ruling, SentBack, WaitsForSupervisor } from './supervision.view.tsx'

/** An escalation that the viewer has accepted or supervises, and what of it could be read just now. */
export interface Accepted {
  readonly facts: PoolFacts
  /** What the viewer writes goes to a supervisor first; null from a pool of an older version, which does not say. */
  readonly needsCountersignature: boolean | null
  /** A trainee has it, and the viewer countersigns. */
  readonly isSupervised: boolean
  readonly trustName: string
  readonly waitingForTrust: boolean
  readonly allowedActions: readonly string[]
  readonly myOpinion: GivenOpinion | null
  /** From the home service, at this read; null when it did not show it. */
  readonly card: IdentityCard | null
  readonly content: Content | null
  /** What waits for a countersignature, or was sent back. */
  readonly awaiting: Awaiting | null
  /** Why the content is shut, in the pool's one word. */
  readonly closedBecause: string | undefined
  /** The home service did not answer. */
  readonly homeIsSilent: boolean
}

interface AcceptedProps {
  readonly accepted: Accepted
  readonly draft: OpinionDraft
  readonly standing: FormStanding
  readonly notice?: string | undefined
  /** What a supervisor has typed and not sent. */
  readonly comment: string
}

export const conflictPath = (facts: Pick<PoolFacts, 'spokeId' | 'id'>) => `${poolPath(facts)}/conflict`
const opinionPath = (facts: Pick<PoolFacts, 'spokeId' | 'id'>) => `${poolPath(facts)}/opinion`
const countersignPath = (facts: Pick<PoolFacts, 'spokeId' | 'id'>) => `${poolPath(facts)}/countersign`
export const checkPath = (facts: Pick<PoolFacts, 'spokeId' | 'id'>) => `${opinionPath(facts)}/check`

/** The two steps of the specialist, and what there is to read afterwards. */
export function AcceptedEscalation({ notice, ...props }: AcceptedProps) {
  const { accepted, standing } = props
  const { facts, trustName } = accepted
  return (
    <Column>
      <ErrorSummary problems={standing.problems} />
      {notice === undefined ? null : <NotificationBanner success text={notice} />}
      <Heading caption={`${facts.pseudonym ?? 'Escalation'}, ${trustName}`}>{headingOf(accepted)}</Heading>
      <Inside {...props} />
    </Column>
  )
}

/** The page's one heading, which its title says too. */
export function headingOf(accepted: Accepted): string {
  const { facts, card } = accepted
  if (accepted.isSupervised && facts.state === 'accepted') return facts.categoryTitle ?? 'Escalation'
  if (mustDeclare(accepted)) return card ? 'Do you know this worker?' : (facts.categoryTitle ?? 'Escalation')
  return facts.categoryTitle ?? 'Escalation'
}

/** A supervisor declares after the trainee has, which the pool says by keeping the content shut. */
function mustDeclare({ facts, isSupervised, closedBecause }: Accepted): boolean {
  return facts.state === 'accepted' || (isSupervised && closedBecause === 'declaration-missing')
}

function NotYours({ accepted: { facts } }: { accepted: Accepted }) {
  return (
    <>
      <InsetText>
        <p>A trainee under your supervision has accepted it, and has not said yet whether there is a conflict of interest.</p>
      </InsetText>
      <SummaryList rows={factRows(facts)} />
    </>
  )
}

function Inside(props: AcceptedProps): Child {
  const { accepted, standing } = props
  const { facts, card } = accepted
  if (accepted.isSupervised && facts.state === 'accepted') return <NotYours accepted={accepted} />
  if (mustDeclare(accepted))
    return card ? (
      <Declaration action={conflictPath(facts)} card={card} isSupervised={accepted.isSupervised} standing={standing} />
    ) : (
      <NoCard accepted={accepted} />
    )
  if (facts.state === 'opened' || facts.state === 'countersigning') return <Opened {...props} />
  return <Over accepted={accepted} draft={props.draft} />
}

/** Nothing of the worker can be shown yet, or any more: say why, and never more than that. */
function NoCard({ accepted: { facts, trustName, waitingForTrust, homeIsSilent } }: { accepted: Accepted }) {
  const isWaiting = waitingForTrust && !homeIsSilent
  return (
    <>
      <InsetText>
        {isWaiting ? <h2 class="nhsuk-heading-s">Waiting for the trust</h2> : null}
        <p>{noCardBecause(trustName, isWaiting, homeIsSilent)}</p>
      </InsetText>
      <ButtonLink href={poolPath(facts)} variant="secondary">
        Look again
      </ButtonLink>
      <SummaryList rows={factRows(facts)} />
    </>
  )
}

function noCardBecause(trustName: string, isWaiting: boolean, isSilent: boolean): string {
  if (isSilent)
    return `${trustName} did not answer. Who the worker is stands only in its records, so it cannot be shown now. It stays yours.`
  if (isWaiting)
    return `You have accepted it. As soon as ${trustName} has heard so, it shows you who the worker is. That takes a minute or less.`
  return `${trustName} does not show who the worker is now. The worker may have withdrawn consent, or it may have run out. If it stays like this, telephone the service.`
}

function Opened({ accepted, draft, standing, comment }: AcceptedProps) {
  const { facts, card, content, allowedActions, trustName, homeIsSilent, closedBecause } = accepted
  return (
    <>
      {content ? (
        <>
          <ContentView content={content} />
          <h2 class="nhsuk-heading-m">The worker</h2>
          <SummaryList rows={[...(card ? identityRows(card) : []), ...factRows(facts)]} />
          <Answer accepted={accepted} draft={draft} standing={standing} comment={comment} />
        </>
      ) : (
        <>
          <Closed path={poolPath(facts)} trustName={trustName} homeIsSilent={homeIsSilent} reason={closedBecause} />
          <NotSent draft={draft} />
        </>
      )}
      {allowedActions.includes('declare-conflict') ? <LateConflict action={conflictPath(facts)} keys={standing.keys} /> : null}
    </>
  )
}

/** What the reader may do about the opinion: write it, wait for the countersignature, or countersign. */
function Answer({ accepted, draft, standing, comment }: AcceptedProps) {
  const { facts, allowedActions, awaiting, isSupervised } = accepted
  if (isSupervised)
    return (
      <Ruling
        action={countersignPath(facts)}
        awaiting={awaiting}
        mayCountersign={allowedActions.includes('countersign')}
        standing={standing}
        comment={comment}
      />
    )
  if (facts.state === 'countersigning') return <WaitsForSupervisor awaiting={awaiting} />
  if (!allowedActions.includes('give-opinion')) return <p>You cannot answer it now. Ask the pool coordinator.</p>
  return (
    <>
      {awaiting?.state === 'sent-back' ? <SentBack awaiting={awaiting} /> : null}
      <OpinionForm action={opinionPath(facts)} toSupervisor={accepted.needsCountersignature} draft={draft} standing={standing} />
    </>
  )
}

function Closed({
  path,
  trustName,
  homeIsSilent,
  reason,
}: {
  path: string
  trustName: string
  homeIsSilent: boolean
  reason: string | undefined
}) {
  const sentence = homeIsSilent
    ? `${trustName} did not answer. Only it can say that consent still holds, so the content stays closed until it does.`
    : closedInWords(reason)
  return (
    <>
      <InsetText>
        <h2 class="nhsuk-heading-s">The content is closed</h2>
        <p>{sentence}</p>
      </InsetText>
      {homeIsSilent || isPassing(reason) ? (
        <ButtonLink href={path} variant="secondary">
          Look again
        </ButtonLink>
      ) : null}
    </>
  )
}

/** It closed while the specialist was writing: the words are his, and he may copy them. */
function NotSent({ draft }: { draft: OpinionDraft }) {
  const written = [
    { key: 'Your answer', value: draft.answer },
    { key: 'Adjustments', value: draft.adjustments },
    { key: 'Advice to the nurse', value: draft.adviceToNurse },
  ].filter(({ value }) => value !== '')
  if (written.length === 0) return null
  return (
    <>
      <h2 class="nhsuk-heading-m">Your opinion was not sent</h2>
      <p>It is kept as your draft for a day, for you alone. Copy it if you need it longer.</p>
      <SummaryList rows={written.map(({ key, value }) => ({ key, value: <Written text={value} /> }))} />
    </>
  )
}

/** Answered or withdrawn: whoever wrote or countersigned the opinion keeps it, and nothing else. */
function Over({ accepted: { facts, myOpinion, isSupervised }, draft }: Pick<AcceptedProps, 'accepted' | 'draft'>) {
  const done = isSupervised ? 'You have countersigned the opinion.' : 'You have answered.'
  const kept = isSupervised ? 'The opinion' : 'Your own opinion'
  return (
    <>
      <InsetText>
        <p>
          {facts.state === 'withdrawn'
            ? 'The worker has withdrawn consent. What was sent is closed for good.'
            : `${done} What was sent is closed again.`}
          {myOpinion ? ` ${kept} stays here for you to read.` : ''}
        </p>
      </InsetText>
      {myOpinion ? <OpinionGiven opinion={myOpinion} isOwn={!isSupervised} /> : <NotSent draft={draft} />}
      <SummaryList rows={factRows(facts)} />
    </>
  )
}
