import type { Child } from 'hono/jsx'
import { SummaryList } from '../layout/lists.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { Table } from '../layout/table.view.tsx'

function article(title: string, body: Child): PageContent {
  return {
    title,
    body: (
      <Column>
        <Heading>{title}</Heading>
        {body}
      </Column>
    ),
  }
}

export const accessibilityStatement = article(
  'Accessibility statement',
  <>
    <p>This statement is about this service: the pages you see when you sign in to occupational health.</p>
    <p>We want as many people as possible to be able to use it. You should be able to:</p>
    <ul class="nhsuk-list nhsuk-list--bullet">
      <li>zoom in up to 400% without text running off the screen</li>
      <li>do everything with a keyboard</li>
      <li>use it with a screen reader</li>
      <li>change colours and contrast in your browser or device</li>
      <li>do everything with JavaScript switched off</li>
    </ul>
    <h2 class="nhsuk-heading-m">How accessible it is</h2>
    <p>
      The service is built to meet the Web Content Accessibility Guidelines version 2.2 at level AA. It is checked by automated
      tests, by keyboard and at small and large screen sizes each time it changes.
    </p>
    <p>
      Automated tests find only part of what can go wrong. The service has not yet been tested with people who use assistive
      technology, and it has not been audited by anybody else.
    </p>
    <h2 class="nhsuk-heading-m">Time limits</h2>
    <p>
      Because pages hold health information, a page locks after 15 minutes without activity. With JavaScript you are told 2
      minutes before and can stay signed in. When you sign in again, you go on where you were and what you sent is kept.
    </p>
    <h2 class="nhsuk-heading-m">Tell us about a problem</h2>
    <p>
      If something does not work for you, or you need a page in another format, tell the service desk of the organisation that
      gave you access. Say which page, what you were doing and what you use.
    </p>
    <h2 class="nhsuk-heading-m">If you are not happy with the answer</h2>
    <p>
      The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile Applications) (No. 2)
      Accessibility Regulations 2018. You can contact the{' '}
      <a href="https://www.equalityadvisoryservice.com/">Equality Advisory and Support Service</a>.
    </p>
  </>,
)

export const privacy = article(
  'Privacy and confidentiality',
  <>
    <p>
      Occupational health records are confidential. They are kept by the service that looks after you, apart from your employment
      record. Your manager and human resources cannot see them.
    </p>
    <h2 class="nhsuk-heading-m">Where your record is</h2>
    <p>
      Each occupational health service keeps its own records in its own system. This site fetches what a person may see at the
      moment it is looked at, and keeps no copy.
    </p>
    <h2 class="nhsuk-heading-m">When another organisation is asked for advice</h2>
    <p>
      A nurse may ask a regional specialist for an opinion. The least information needed is sent, and only with a recorded reason:
      in most cases your consent. Specialists choose a case without seeing your name. You can object to a specialist, and you can
      withdraw your consent. The specialist can then no longer open what was sent.
    </p>
    <h2 class="nhsuk-heading-m">Who looked</h2>
    <p>
      Every time somebody opens or changes a record it is written down and cannot be removed. You can ask to see who looked at
      yours.
    </p>
    <h2 class="nhsuk-heading-m">Your rights</h2>
    <p>
      You can ask for a copy of your record, ask for facts to be corrected, add a statement and object. Ask the occupational
      health service that looks after you, or its data protection officer. You can also complain to the{' '}
      <a href="https://ico.org.uk/make-a-complaint/">Information Commissioner’s Office</a>.
    </p>
    <h2 class="nhsuk-heading-m">What this site keeps about you</h2>
    <p>
      When you sign in, this site keeps your name, your organisation and proof that you signed in, encrypted, for at most 32
      hours. There is no tracking.
    </p>
    <p>
      What you write in a long form and have not sent is kept encrypted for you alone, so that it is not lost, for at most 24
      hours. So is a form that you sent after your page had locked.
    </p>
  </>,
)

export const help = article(
  'Help',
  <>
    <h2 class="nhsuk-heading-m">If somebody is in danger</h2>
    <p>Nobody watches this site for messages. Do not use it for something that cannot wait.</p>
    <SummaryList
      rows={[
        { key: 'Life in danger', value: <>Call 999 or go to A&amp;E</> },
        { key: 'Mental health crisis', value: 'Call 111 and select the mental health option, any time' },
        { key: 'Someone to talk to', value: 'Call Samaritans on 116 123, any time' },
        {
          key: 'Needlestick or splash',
          value:
            'Wash it, tell your manager and go to occupational health or A&E now: the first dose, if you need one, should be within the hour',
        },
      ]}
    />
    <h2 class="nhsuk-heading-m">Signing in</h2>
    <p>
      You sign in with the account of your organisation. If that does not work, ask its service desk. If you can sign in but see
      no pages, your service has not given you a role yet: ask the person who manages roles there.
    </p>
    <h2 class="nhsuk-heading-m">When a page locks</h2>
    <p>
      A page locks after 15 minutes without activity, and you sign in again after 8 hours at most. If you send a form after that,
      it is not lost: sign in again and you are asked whether to send it. Somebody else who signs in on the same computer does not
      see it.
    </p>
    <h2 class="nhsuk-heading-m">When a service does not answer</h2>
    <p>
      Each trust and each region runs its own service. If one of them does not answer, the page says which one. What has been sent
      waits and is delivered when it is back.
    </p>
    <h2 class="nhsuk-heading-m">Anything else</h2>
    <p>Ask your occupational health service, or the service desk of your organisation.</p>
  </>,
)

/** The cookies by the names they have here. */
export function cookies(names: { readonly signIn: string; readonly browser: string; readonly notice: string }): PageContent {
  return article(
    'Cookies',
    <>
      <p>
        Cookies are small files kept by your browser. This service uses only cookies that it cannot work without, so it does not
        ask you to accept them. It does not measure or track what you do.
      </p>
      <Table
        id="cookies"
        caption="Cookies this service uses"
        captionSize="m"
        small="stack"
        columns={[
          { key: 'name', text: 'Name' },
          { key: 'purpose', text: 'Purpose' },
          { key: 'until', text: 'Expires' },
        ]}
        rows={[
          [names.signIn, 'Knows that you are signed in', 'When you sign out or close your browser'],
          [
            names.browser,
            'Makes sure that the browser which asked to sign in is the one that does',
            'When you close your browser',
          ],
          [names.notice, 'Remembers what to tell you on the next page', 'When you open the next page'],
        ]}
      />
      <p>You sign in at the identity service of your organisation, which has cookies of its own.</p>
    </>,
  )
}
