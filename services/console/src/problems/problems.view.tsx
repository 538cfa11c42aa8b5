import { Button, ButtonLink } from '../layout/button.view.tsx'
import { FORM_TOKEN_FIELD, Form } from '../layout/form.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { Textarea } from '../layout/text-fields.view.tsx'
import { listInWords } from '../layout/words.ts'
import { WordsToCopy, writtenLabel } from '../layout/words-to-copy.view.tsx'

// Pages that say no, or that something did not work. They say what to do next and never how the service is built.

export const notFound: PageContent = {
  title: 'Page not found',
  body: (
    <Column>
      <Heading>Page not found</Heading>
      <p>If you typed the address, check it is correct.</p>
      <p>If you followed a link, what it led to may have moved, or it may not be yours to see.</p>
      <p>
        <a href="/">Go to your home page</a>
      </p>
    </Column>
  ),
}

/** A change that the reader's role does not allow. A page that it does not allow is a page that is not there. */
export function forbidden(sent?: SentAgain): PageContent {
  return {
    title: 'You cannot do this',
    body: (
      <Column>
        <Heading>You cannot do this</Heading>
        <p>Your role does not allow it. Nothing was changed.</p>
        <p>If you think it should, ask the person who manages roles in your service.</p>
        <WhatYouWrote sent={sent} />
        <p>
          <a href="/">Go to your home page</a>
        </p>
      </Column>
    ),
  }
}

/** The form is from before the last sign-in, and perhaps of somebody else: it can be copied, and not sent from here. */
export function staleForm(sent?: SentAgain): PageContent {
  return {
    title: 'This page is out of date',
    body: (
      <Column>
        <Heading>This page is out of date</Heading>
        <p>The form was opened before the last sign-in, or it did not come from this service. Nothing was changed.</p>
        <p>
          Open the page again from <a href="/">your home page</a> and send it from there.
        </p>
        <WhatYouWrote sent={sent} />
      </Column>
    ),
  }
}

/** A form came from a browser in which nobody is signed in any more. `returnTo`: the page it stood on, a path without its query. */
export function signedOutMeanwhile(sent: SentAgain, returnTo: string): PageContent {
  return {
    title: 'You are signed out',
    body: (
      <Column>
        <Heading>You are signed out</Heading>
        <p>Somebody signed out in this browser, or the sign-in ended. What you sent was not saved.</p>
        <WhatYouWrote sent={sent} />
        <p>
          <a href={`/sign-in?to=${encodeURIComponent(returnTo)}`}>Sign in again</a> to go back to the page, and send it from
          there.
        </p>
      </Column>
    ),
  }
}

export const notUnderstood: PageContent = {
  title: 'We could not read this',
  body: (
    <Column>
      <Heading>We could not read this</Heading>
      <p>What your browser sent is not what this page expects. Nothing was changed.</p>
      <p>Go back and try again.</p>
    </Column>
  ),
}

export const tooLarge: PageContent = {
  title: 'This is too long',
  body: (
    <Column>
      <Heading>This is too long</Heading>
      <p>The form holds more than this service takes. Nothing was changed.</p>
      <p>Go back, shorten what you wrote and send it again.</p>
    </Column>
  ),
}

/** A form that was sent and had no answer, field by field. */
export interface SentAgain {
  readonly action: string
  readonly fields: readonly (readonly [name: string, value: string])[]
}

const own = ({ fields }: SentAgain) => fields.filter(([name]) => name !== FORM_TOKEN_FIELD)
/** What somebody wrote, told from what he chose: it has more than one word. */
const isWritten = (value: string) => /\S\s+\S/.test(value)

/** The same form once more, with what was written in sight: one press sends it again. */
function TryAgain({ sent }: { sent: SentAgain | undefined }) {
  if (!sent) return null
  const fields = own(sent)
  const written = fields.filter(([, value]) => isWritten(value))
  return (
    <Form action={sent.action}>
      {fields.map(([name, value]) => (isWritten(value) ? null : <input type="hidden" name={name} value={value} />))}
      {written.map(([name, value], place) => (
        <Textarea name={name} label={writtenLabel(place, written.length)} size="s" rows={6} value={value} />
      ))}
      <Button>Try again</Button>
    </Form>
  )
}

/** The words alone, to be copied. */
function WhatYouWrote({ sent }: { sent: SentAgain | undefined }) {
  return <WordsToCopy written={sent ? own(sent).filter(([, value]) => isWritten(value)) : []} />
}

/** The person, or a script under the person's name, asked more often than is answered. */
export function tooManyRequests(path: string, sent?: SentAgain): PageContent {
  return {
    title: 'Too many requests',
    body: (
      <Column>
        <Heading>Too many requests</Heading>
        <p>More was asked in your name than this service answers at once. Wait a few seconds and try again.</p>
        {sent ? <p>Nothing was changed, and what you wrote is not lost.</p> : null}
        {sent ? <TryAgain sent={sent} /> : <ButtonLink href={path}>Try again</ButtonLink>}
      </Column>
    ),
  }
}

/** A page asks the graph for more than it answers in one go. */
export function tooCostly(requestId: string, sent?: SentAgain): PageContent {
  return {
    title: 'This page asks for too much at once',
    body: (
      <Column>
        <Heading>This page asks for too much at once</Heading>
        <p>Nothing was changed. Go back and ask for a shorter list or a smaller part.</p>
        <p>
          If that does not help, tell your service desk this number: <strong class="oh-nowrap">{requestId}</strong>
        </p>
        <WhatYouWrote sent={sent} />
      </Column>
    ),
  }
}

/** Something broke on our side. The number finds it in our records. */
export function brokenHere(requestId: string, sent?: SentAgain): PageContent {
  return {
    title: 'There is a problem with this service',
    body: (
      <Column>
        <Heading>There is a problem with this service</Heading>
        <p>It is not your fault, and it has been recorded. Try again in a few minutes.</p>
        <p>If you were sending a form, open the page again first to see whether it was saved.</p>
        <p>
          If it keeps happening, tell your service desk this number: <strong class="oh-nowrap">{requestId}</strong>
        </p>
        <TryAgain sent={sent} />
      </Column>
    ),
  }
}

interface Silence {
  /** Names of the organisations that did not answer. */
  readonly names: readonly string[]
  /** A change was being sent, and it may have arrived. */
  readonly outcomeUnknown: boolean
  /** The form that had no answer; none for a page that was only opened. */
  readonly sent?: SentAgain | undefined
}

/** A trust's service or a specialist pool did not answer. */
export function silentMember({ names, outcomeUnknown, sent }: Silence): PageContent {
  const who = names.length > 0 ? listInWords(names) : 'The service that holds this'
  return {
    title: 'No answer',
    body: (
      <Column>
        <Heading>{`${who} did not answer`}</Heading>
        <p>Its records stay where they are, so they cannot be shown until it answers.</p>
        {outcomeUnknown ? <UnknownOutcome /> : <Unchanged sent={sent} />}
        <TryAgain sent={sent} />
        <p>If something cannot wait, telephone that service.</p>
      </Column>
    ),
  }
}

/** The part that all answers come through did not answer. */
export function silentGateway({ outcomeUnknown, sent }: Omit<Silence, 'names'>): PageContent {
  return {
    title: 'Sorry, the service is not available',
    body: (
      <Column>
        <Heading>Sorry, the service is not available</Heading>
        {outcomeUnknown ? <UnknownOutcome /> : <Unchanged sent={sent} />}
        <TryAgain sent={sent} />
        <p>If something cannot wait, telephone the person or service it concerns.</p>
      </Column>
    ),
  }
}

function Unchanged({ sent }: Pick<Silence, 'sent'>) {
  return sent ? <p>Nothing was changed, and what you wrote is not lost.</p> : <p>Try again in a few minutes.</p>
}

function UnknownOutcome() {
  return (
    <>
      <p>We do not know whether what you sent was saved.</p>
      <p>Send it again in a minute. If it was saved the first time, it is not saved twice.</p>
    </>
  )
}
