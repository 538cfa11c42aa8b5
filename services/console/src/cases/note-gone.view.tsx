import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { backToCase, type CaseForForm, captionOf } from './case-for-form.view.tsx'

/** The address names a note that this case does not have. */
export function noteGone(found: CaseForForm): PageContent {
  return {
    title: 'Note not found',
    section: '/worklist',
    back: backToCase(found),
    body: (
      <Column>
        <Heading caption={captionOf(found)}>Note not found</Heading>
        <p>This case has no such note. It may have been moved to another record.</p>
      </Column>
    ),
  }
}
