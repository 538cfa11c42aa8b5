import { Column, Heading, type PageContent } from './page.view.tsx'

/** The viewer signed in for a region or for England, and the page is about one service's own work. */
export const noTrust: PageContent = {
  title: 'This page is for people of one service',
  body: (
    <Column>
      <Heading>This page is for people of one service</Heading>
      <p>It shows the work of one occupational health service. You signed in for no single trust.</p>
      <p>
        <a href="/">Go to your home page</a>
      </p>
    </Column>
  ),
}
