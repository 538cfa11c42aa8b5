import { Button, ButtonLink } from '../layout/button.view.tsx'
import { Form } from '../layout/form.view.tsx'
import { InsetText } from '../layout/messages.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import type { SentForm } from './contents.ts'

/** The page locked, and the server noticed first. Says nothing of who was there. */
export function locked(flightId: string, formKept: boolean): PageContent {
  return {
    title: 'This page is locked',
    body: (
      <Column>
        <Heading>This page is locked</Heading>
        <p>You were away for more than 15 minutes, or you signed in more than 8 hours ago.</p>
        {formKept ? (
          <InsetText>
            <p>What you sent was not saved, and it is not lost. It is kept for you alone for 24 hours.</p>
          </InsetText>
        ) : null}
        <p>Sign in again to go on where you were.</p>
        <ButtonLink href={`/sign-in?flight=${encodeURIComponent(flightId)}`}>Sign in again</ButtonLink>
      </Column>
    ),
  }
}

/** The person is back: the form can be sent now, as it was. */
export function carryOn(flightId: string, form: SentForm): PageContent {
  return {
    title: 'You are signed in again',
    body: (
      <Column>
        <Heading>You are signed in again</Heading>
        <p>You sent a form when your page was already locked. It was kept as you wrote it, and has not been saved yet.</p>
        <Form action={form.action}>
          {form.fields.map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <input type="hidden" name={CARRIED_FIELD} value={flightId} />
          <Button>Send it now</Button>
        </Form>
        <p>
          <a href="/">Leave it and go to your home page</a>
        </p>
      </Column>
    ),
  }
}

/** The hidden field by which a form that was kept says so. */
export const CARRIED_FIELD = 'carried'

export const signedInAgain: PageContent = {
  title: 'You are signed in again',
  body: (
    <div data-oh-signed-in-again>
      <Column>
        <Heading>You are signed in again</Heading>
        <p>Close this tab and go back to the page you were on.</p>
        <p>
          <a href="/">Go to your home page instead</a>
        </p>
      </Column>
    </div>
  ),
}

export function signedOut(providerToo: boolean): PageContent {
  return {
    title: 'You are signed out',
    body: (
      <Column>
        <Heading>You are signed out</Heading>
        {providerToo ? null : (
          <InsetText>
            <p>
              You are signed out here. The identity service did not answer, so you may still be signed in there. On a shared
              computer, close the browser.
            </p>
          </InsetText>
        )}
        <ButtonLink href="/">Sign in</ButtonLink>
      </Column>
    ),
  }
}

export const notSignedIn: PageContent = {
  title: 'You did not sign in',
  body: (
    <Column>
      <Heading>You did not sign in</Heading>
      <p>The identity service says that signing in was stopped, or that you may not use this service.</p>
      <ButtonLink href="/">Try again</ButtonLink>
    </Column>
  ),
}

export const signInTooOld: PageContent = {
  title: 'Sign in again',
  body: (
    <Column>
      <Heading>Sign in again</Heading>
      <p>Signing in took too long, was started in another browser, or was already finished.</p>
      <ButtonLink href="/">Sign in</ButtonLink>
    </Column>
  ),
}

export const providerSilent: PageContent = {
  title: 'You cannot sign in at the moment',
  body: (
    <Column>
      <Heading>You cannot sign in at the moment</Heading>
      <p>The identity service did not answer. Try again in a few minutes.</p>
      <p>If it cannot wait, telephone your occupational health service.</p>
      <ButtonLink href="/">Try again</ButtonLink>
    </Column>
  ),
}

/** Signed in, but no service has given a role: there is nothing to show. */
export function noRole(name: string, organisation: string | undefined): PageContent {
  return {
    title: 'You have no role here yet',
    body: (
      <Column>
        <Heading>You have no role here yet</Heading>
        <p>
          You are signed in as {name}
          {organisation === undefined ? '' : ` of ${organisation}`}, but no occupational health service has given you a role.
        </p>
        <p>Ask the person who manages roles in your service. When it is done, open this page again.</p>
      </Column>
    ),
  }
}
