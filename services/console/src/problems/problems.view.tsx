import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { listInWords } from '../layout/words.ts'

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

export const forbidden: PageContent = {
  title: 'You cannot do this',
  body: (
    <Column>
      <Heading>You cannot do this</Heading>
      <p>Your role does not allow it. Nothing was changed.</p>
      <p>If you think it should, ask the person who manages roles in your service.</p>
      <p>
        <a href="/">Go to your home page</a>
      </p>
    </Column>
  ),
}

export const staleForm: PageContent = {
  title: 'This page is out of date',
  body: (
    <Column>
      <Heading>This page is out of date</Heading>
      <p>The form was opened before you last signed in, or it did not come from this service. Nothing was changed.</p>
      <p>
        Go back in your browser and copy what you wrote. Then open the page again from <a href="/">your home page</a> and send it
        from there.
      </p>
    </Column>
  ),
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

/** Something broke on our side. The number finds it in our records. */
export function brokenHere(requestId: string): PageContent {
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
      </Column>
    ),
  }
}

interface Silence {
  /** Names of the organisations that did not answer. */
  readonly names: readonly string[]
  /** A change was being sent, and it may have arrived. */
  readonly outcomeUnknown: boolean
}

/** A trust's service or a specialist pool did not answer. */
export function silentMember({ names, outcomeUnknown }: Silence): PageContent {
  const who = names.length > 0 ? listInWords(names) : 'The service that holds this'
  return {
    title: 'No answer',
    body: (
      <Column>
        <Heading>{`${who} did not answer`}</Heading>
        <p>Its records stay where they are, so they cannot be shown until it answers.</p>
        {outcomeUnknown ? <UnknownOutcome /> : <p>Try again in a few minutes. The rest of the service works.</p>}
        <p>If something cannot wait, telephone that service.</p>
      </Column>
    ),
  }
}

/** The part that all answers come through did not answer. */
export function silentGateway(outcomeUnknown: boolean): PageContent {
  return {
    title: 'Sorry, the service is not available',
    body: (
      <Column>
        <Heading>Sorry, the service is not available</Heading>
        {outcomeUnknown ? <UnknownOutcome /> : <p>Nothing was changed. Try again in a few minutes.</p>}
        <p>If something cannot wait, telephone the person or service it concerns.</p>
      </Column>
    ),
  }
}

function UnknownOutcome() {
  return (
    <>
      <p>We do not know whether what you sent was saved.</p>
      <p>Go back and send it again in a few minutes. If it was saved the first time, it is not saved twice.</p>
    </>
  )
}
