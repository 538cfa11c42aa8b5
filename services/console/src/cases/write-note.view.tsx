import type { Instant } from '@oh/kernel'
import { Button } from '../layout/button.view.tsx'
import { GO_FIELD, KEEP } from '../layout/form.view.tsx'
import { InsetText } from '../layout/messages.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { ChangeForm, FormNews } from '../layout/sent-form.view.tsx'
import { Textarea } from '../layout/text-fields.view.tsx'
import { momentInWords } from '../layout/words.ts'
import { type FormStanding, statusOf } from '../sent-form.ts'
import { backToCase, type CaseForForm, captionOf } from './case-for-form.view.tsx'

/** Most characters of a note, as the service takes them. */
const LIMIT = 20_000

interface NoteFormProps {
  readonly found: CaseForForm
  readonly words: string
  readonly standing: FormStanding
}

/** A new clinical note. */
export function writeNote({ found, words, standing }: NoteFormProps): PageContent {
  return {
    title: 'Write a note',
    section: '/worklist',
    back: backToCase(found),
    refused: statusOf(standing).refused,
    body: (
      <Column>
        <FormNews standing={standing} about="The case" />
        <Heading caption={captionOf(found)}>Write a note</Heading>
        <p>Nurses and physicians of your service can read it. A note is never deleted; you can amend it later.</p>
        <ChangeForm action={`/cases/${found.id}/notes/new`} standing={standing} draft>
          <Textarea name="words" label="Note" size="m" rows={14} limit={LIMIT} error={standing.problems.words} value={words} />
          <div class="nhsuk-button-group">
            <Button>Save note</Button>
            <KeepDraft />
          </div>
        </ChangeForm>
      </Column>
    ),
  }
}

/** Leaves the note for later: it is nobody's but the author's until it is saved. */
function KeepDraft() {
  return (
    <Button name={GO_FIELD} value={KEEP} variant="secondary">
      Keep as draft
    </Button>
  )
}

/** A note as it reads now, beside the form that corrects it. */
export interface NoteToAmend {
  readonly id: string
  readonly version: number
  readonly words: string
  readonly authorName: string
  readonly writtenAt: Instant
}

/** Corrects a note. After somebody else's change, that change is shown beside the reader's own text. */
export function amendNote({ found, note, words, standing }: NoteFormProps & { readonly note: NoteToAmend }): PageContent {
  return {
    title: 'Amend a note',
    section: '/worklist',
    back: backToCase(found),
    refused: statusOf(standing).refused,
    body: (
      <Column>
        <FormNews standing={standing} about="The note" />
        <Heading caption={captionOf(found)}>Amend a note</Heading>
        {standing.news ? (
          <InsetText>
            <p>
              The note as it reads now, by {note.authorName}, {momentInWords(note.writtenAt)}:
            </p>
            <p class="oh-written">{note.words}</p>
          </InsetText>
        ) : (
          <p>The older version stays in the record, with who wrote it and when.</p>
        )}
        <ChangeForm action={`/cases/${found.id}/notes/${note.id}/amend`} standing={standing} draft>
          <Textarea
            name="words"
            label={standing.news ? 'What you wrote' : 'The whole note, as it should read'}
            size="m"
            rows={14}
            limit={LIMIT}
            error={standing.problems.words}
            value={words}
          />
          <div class="nhsuk-button-group">
            <Button>Save amended note</Button>
            <KeepDraft />
          </div>
        </ChangeForm>
      </Column>
    ),
  }
}
