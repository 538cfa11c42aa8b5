import { builder, PageInfo, Refused } from '../builder.ts'
import { Case } from '../cases/case.graph.ts'
import { isDone, Stale } from '../cases/stale.graph.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { amendNote } from './amend-note.ts'
import { listNotes, type NotePage as NotePageShape, readNote } from './list-notes.ts'
import type { NoteVersion as NoteVersionShape, NoteView } from './view-notes.ts'
import { type NoteWritten as NoteWrittenShape, writeNote } from './write-note.ts'

const NoteVersion = builder.objectRef<NoteVersionShape>('NoteVersion').implement({
  description: 'A note as it read from one moment on.',
  fields: (t) => ({
    version: t.exposeInt('version', { nullable: false }),
    words: t.exposeString('words', { nullable: false }),
    authorName: t.exposeString('authorName', { nullable: false }),
    writtenAt: t.expose('writtenAt', { type: 'Instant', nullable: false }),
  }),
})

const Note = builder.objectRef<NoteView>('Note').implement({
  description: 'A clinical note as it reads now. A correction is a new version; the older ones stay.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    version: t.exposeInt('version', { nullable: false }),
    words: t.exposeString('words', { nullable: false }),
    authorName: t.exposeString('authorName', { nullable: false, description: 'Who wrote this version.' }),
    writtenAt: t.expose('writtenAt', { type: 'Instant', nullable: false }),
    versions: t.field({
      type: [NoteVersion],
      nullable: false,
      description: 'All of them, the oldest first.',
      resolve: ({ versions }) => [...versions],
    }),
  }),
})

const NotePage = builder.objectRef<NotePageShape>('NotePage').implement({
  description: 'One page of notes.',
  fields: (t) => ({
    rows: t.field({ type: [Note], nullable: false, resolve: ({ rows }) => [...rows] }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

builder.objectField(Case, 'notes', (t) =>
  t.field({
    type: NotePage,
    description: 'The newest first. For nurses and physicians; nobody reads notes on the own record.',
    args: { first: t.arg.int({ required: true }), after: t.arg.string() },
    resolve: async ({ id }, ask, { spoke, actor }) => shown(await listNotes(spoke, actor, { caseId: id, ...ask })),
  }),
)

builder.objectField(Case, 'note', (t) =>
  t.field({
    type: Note,
    description: 'One note of the case. For nurses and physicians; nobody reads notes on the own record.',
    args: { id: t.arg.id({ required: true }) },
    resolve: async (found, { id }, { spoke, actor }) => shown(await readNote(spoke, actor, { caseId: found.id, id })).note,
  }),
)

const WriteNoteInput = builder.inputType('WriteNoteInput', {
  fields: (t) => ({
    trust: t.id({ required: true }),
    idempotencyKey: t.id({ required: true }),
    caseId: t.id({ required: true }),
    words: t.string({ required: true, description: 'At most 20,000 characters.' }),
  }),
})
const AmendNoteInput = builder.inputType('AmendNoteInput', {
  fields: (t) => ({
    trust: t.id({ required: true }),
    idempotencyKey: t.id({ required: true }),
    noteId: t.id({ required: true }),
    expectedVersion: t.int({ required: true, description: 'Of the note.' }),
    words: t.string({ required: true, description: 'The whole note as it shall read now.' }),
  }),
})

const NoteWritten = builder.objectRef<NoteWrittenShape>('NoteWritten').implement({
  isTypeOf: isDone,
  fields: (t) => ({ note: t.expose('note', { type: Note, nullable: false }) }),
})

builder.mutationFields((t) => ({
  writeNote: t.field({
    type: builder.unionType('WriteNoteResult', { types: [NoteWritten, Refused, Stale] }),
    description: 'Writes a note on an open case. For nurses and physicians.',
    args: { input: t.arg({ type: WriteNoteInput, required: true }) },
    resolve: async (_root, { input: { trust, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await writeNote(context.spoke, context.actor, ask))
    },
  }),
  amendNote: t.field({
    type: builder.unionType('AmendNoteResult', { types: [NoteWritten, Refused, Stale] }),
    description: 'Corrects a note by a new version. For nurses and physicians.',
    args: { input: t.arg({ type: AmendNoteInput, required: true }) },
    resolve: async (_root, { input: { trust, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await amendNote(context.spoke, context.actor, ask))
    },
  }),
}))
