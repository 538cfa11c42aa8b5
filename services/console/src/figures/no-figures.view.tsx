import { Column, Heading, type PageContent } from '../layout/page.view.tsx'

/** The store of published figures did not answer. */
export const noFigures: PageContent = {
  title: 'Published figures cannot be read just now',
  body: (
    <Column>
      <Heading>Published figures cannot be read just now</Heading>
      <p>The part of the federation that keeps them did not answer. They do not change, and nothing is lost.</p>
      <p>Open this page again in a few minutes.</p>
    </Column>
  ),
}
