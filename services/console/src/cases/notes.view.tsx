import type { Instant } from '@oh/kernel'
import { ButtonLink } from '../layout/button.view.tsx'
import { Details, InsetText } from '../layout/messages.view.tsx'
import { momentInWords } from '../layout/words.ts'

export interface NoteVersionShown {
  readonly version: number
  readonly words: string
  readonly authorName: string
  readonly writtenAt: Instant
}

export interface NoteShown extends NoteVersionShown {
  readonly id: string
  /** All of them, the oldest first. */
  readonly versions: readonly NoteVersionShown[]
}

export interface NotesShown {
  readonly rows: readonly NoteShown[]
  /** Cursor of the older notes, when there are more. */
  readonly older: string | undefined
}

interface NotesProps {
  readonly caseId: string
  /** Null where the reader has no clinical notes. */
  readonly notes: NotesShown | null
  readonly mayWrite: boolean
  /** The reader has a draft of a note. */
  readonly isBegun: boolean
}

/** The clinical notes of a case, the newest first. Nothing where the reader has none: the page says why. */
export function Notes({ caseId, notes, mayWrite, isBegun }: NotesProps) {
  if (notes === null) return null
  return (
    <section aria-labelledby="notes">
      <h2 class="nhsuk-heading-m" id="notes">
        Notes
      </h2>
      {notes.rows.length === 0 ? <p>No notes yet.</p> : null}
      {notes.rows.map((note) => (
        <Note caseId={caseId} note={note} />
      ))}
      {notes.older === undefined ? null : (
        <p>
          <a href={`/cases/${caseId}?notes=${encodeURIComponent(notes.older)}#notes`}>Older notes</a>
        </p>
      )}
      {mayWrite ? (
        <ButtonLink href={`/cases/${caseId}/notes/new`} variant="secondary">
          {isBegun ? 'Go on with your note' : 'Write a note'}
        </ButtonLink>
      ) : null}
    </section>
  )
}

function Note({ caseId, note }: { caseId: string; note: NoteShown }) {
  const { id, version, words, authorName, writtenAt, versions } = note
  const older = versions.filter((each) => each.version < version).reverse()
  const [first] = versions
  return (
    <article class="oh-panel nhsuk-u-margin-bottom-4">
      <h3 class="nhsuk-heading-xs nhsuk-u-margin-bottom-2">
        {first?.authorName ?? authorName} <span class="oh-quiet">{momentInWords(first?.writtenAt ?? writtenAt)}</span>
      </h3>
      <p class="oh-written">{words}</p>
      {older.length === 0 ? null : (
        <>
          <p class="oh-quiet">
            Amended by {authorName}, {momentInWords(writtenAt)}
          </p>
          <Details summary={older.length === 1 ? 'Before it was amended' : `${older.length} older versions`}>
            {older.map((each) => (
              <OlderVersion version={each} />
            ))}
          </Details>
        </>
      )}
      <p>
        <a href={`/cases/${caseId}/notes/${id}/amend`}>
          Amend
          <span class="nhsuk-u-visually-hidden"> the note of {momentInWords(first?.writtenAt ?? writtenAt)}</span>
        </a>
      </p>
    </article>
  )
}

function OlderVersion({ version: { words, authorName, writtenAt } }: { version: NoteVersionShown }) {
  return (
    <>
      <p class="oh-quiet nhsuk-u-margin-bottom-1">
        {authorName}, {momentInWords(writtenAt)}
      </p>
      <p class="oh-written">{words}</p>
    </>
  )
}

/** Why a page about a case holds no clinical text. */
export function NoClinicalText() {
  return (
    <InsetText>
      <p>
        What was written about the worker’s health is not shown to you. It is for the nurses and physicians of the service, and
        never for somebody’s own record. You can see dates, appointments and how the case stands.
      </p>
    </InsetText>
  )
}
