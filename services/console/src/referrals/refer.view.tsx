import { Button, ButtonLink } from '../layout/button.view.tsx'
import { Form } from '../layout/form.view.tsx'
import { InsetText, NotificationBanner, WarningCallout } from '../layout/messages.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { HelpNumbers } from './help-now.view.tsx'
import type { ServiceFacts } from './journey-facts.ts'
import { Begun } from './journey-form.view.tsx'

interface StartProps {
  readonly isReferrer: boolean
  readonly isWorker: boolean
  readonly service: ServiceFacts | undefined
  /** Something was begun and not sent. */
  readonly isBegun: boolean
}

/** Where a referral begins: first what cannot wait for a form. */
export function referStart({ isReferrer, isWorker, service, isBegun }: StartProps): PageContent {
  const title = isReferrer
    ? isWorker
      ? 'Refer yourself or somebody you manage'
      : 'Refer somebody you manage'
    : 'Refer yourself to occupational health'
  return {
    title,
    section: '/refer',
    body: (
      <Column>
        <Heading>{title}</Heading>
        <h2 class="nhsuk-u-visually-hidden">Before you start</h2>
        <WarningCallout heading="Needlestick, splash or bite: do not use this form">
          <p>Let a wound bleed and wash it under running water with soap. Rinse eyes or mouth with plenty of water.</p>
          <p>
            Then {service ? `ring occupational health at once on ${service.telephone}` : 'ring occupational health at once'}. If
            it is closed, go to A&amp;E. Medicine, if you need it, works best within 1 hour.
          </p>
        </WarningCallout>
        <p>It takes about 10 minutes. Until you send it, what you write is kept for 24 hours and only you can see it.</p>
        <Begun href={isBegun ? '/refer/go-on' : undefined} />
        {isWorker ? <AboutYourself /> : null}
        {isReferrer ? <AboutOthers /> : null}
        <Form action="/refer/start">
          <Button>{isBegun ? 'Start a new one' : 'Start now'}</Button>
        </Form>
        <h2 class="nhsuk-heading-m">If somebody is in danger</h2>
        <p>Nobody reads this form straight away. Do not use it for something that cannot wait.</p>
        <HelpNumbers service={service} />
      </Column>
    ),
  }
}

function AboutYourself() {
  return (
    <InsetText>
      <p>
        When you refer yourself, your manager is not told that you have used this form, or what you write in it. It does not
        appear in anything your manager can see.
      </p>
    </InsetText>
  )
}

function AboutOthers() {
  return (
    <>
      <p>To refer somebody you manage you need to:</p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        <li>have told them, and show them what you write before you send it</li>
        <li>ask about work: what they can do, and what would help</li>
        <li>leave out medical details you were told in confidence</li>
      </ul>
    </>
  )
}

/** What happens with a referral that was sent. */
export function referDone({ isReferrer, service }: Pick<StartProps, 'isReferrer' | 'service'>): PageContent {
  return {
    title: 'Your referral is sent',
    section: '/refer',
    body: (
      <Column>
        <NotificationBanner success text="Your referral is sent to occupational health" />
        <Heading>What happens next</Heading>
        <p>A nurse reads your referral and decides within a few working days.</p>
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li>If it is accepted, {isReferrer ? 'the worker is' : 'you are'} offered an appointment.</li>
          <li>
            If something is missing, {isReferrer ? 'it comes back to you with the reason' : 'occupational health asks you'}.
          </li>
          {isReferrer ? (
            <li>You can follow where it stands. You are not told what the worker says.</li>
          ) : (
            <li>Your manager is not told.</li>
          )}
        </ul>
        <p>
          {isReferrer ? (
            <ButtonLink href="/my-referrals">See my referrals</ButtonLink>
          ) : (
            <ButtonLink href="/my-record">Go to my record</ButtonLink>
          )}
        </p>
        <h2 class="nhsuk-heading-m">If it cannot wait</h2>
        <HelpNumbers service={service} />
      </Column>
    ),
  }
}

/** Somebody without the role of a worker or a referring manager. */
export const noReferring: PageContent = {
  title: 'You cannot refer here',
  body: (
    <Column>
      <Heading>You cannot refer here</Heading>
      <p>This form is for workers who refer themselves and for managers who refer somebody they manage.</p>
      <p>
        In the occupational health team, use <a href="/referrals/new">New referral</a> for a letter or call.
      </p>
    </Column>
  ),
}
