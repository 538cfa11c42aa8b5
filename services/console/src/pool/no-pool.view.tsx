import { Column, Heading, type PageContent } from '../layout/page.view.tsx'

/** The viewer signed in for a trust or for England, and the page is about a specialist pool. */
export const noPool: PageContent = {
  title: 'This page is for people of a specialist pool',
  body: (
    <Column>
      <Heading>This page is for people of a specialist pool</Heading>
      <p>It shows the work of the specialists of one integrated care system. You did not sign in for one.</p>
      <p>
        <a href="/">Go to your home page</a>
      </p>
    </Column>
  ),
}
