import type { createBuilder, PageEnd, Reason } from '@oh/graph'
import type { ParkedMessage, RelayStatus } from './parked.reads.ts'
import { refusalSentence } from './refusal-sentences.ts'

export interface ParkedPageView<Row extends ParkedMessage> {
  readonly rows: readonly Row[]
  readonly status: RelayStatus
  readonly pageInfo: PageEnd
}

/** What differs from one outbox to the next: what its types are called, and what its ids name. */
export interface ParkedTypeWords {
  readonly prefix: string
  readonly entry: string
  readonly destination: string
  readonly subject: string
}

/** The object types of one subgraph's parked messages, made with its builder: a message, a page of them, and why one is sent again. */
export function parkedTypes<Context extends object, Row extends ParkedMessage>(
  { builder, PageInfo }: Pick<ReturnType<typeof createBuilder<Context>>, 'builder' | 'PageInfo'>,
  words: ParkedTypeWords,
) {
  const Message = builder.objectRef<Row>(`${words.prefix}ParkedMessage`).implement({
    description: words.entry,
    fields: (t) => ({
      id: t.id({ nullable: false, resolve: ({ id }) => id }),
      name: t.string({ nullable: false, resolve: ({ name }) => name }),
      destination: t.id({ nullable: false, description: words.destination, resolve: ({ destination }) => destination }),
      subject: t.id({ nullable: false, description: words.subject, resolve: ({ subject }) => subject }),
      occurredAt: t.field({ type: 'Instant', nullable: false, resolve: ({ occurredAt }) => occurredAt }),
      parkedAt: t.field({ type: 'Instant', nullable: false, resolve: ({ parkedAt }) => parkedAt }),
      ageSeconds: t.int({
        nullable: false,
        description: 'Seconds since what it tells happened.',
        resolve: ({ ageSeconds }) => ageSeconds,
      }),
      reason: t.string({
        nullable: false,
        description: 'Why it is not taken: the stable word.',
        resolve: ({ reason }) => reason,
      }),
      reasonSentence: t.string({
        nullable: false,
        description: 'Why it is not taken, and what may help.',
        resolve: ({ reason }) => refusalSentence(reason),
      }),
      attempts: t.int({ nullable: false, resolve: ({ attempts }) => attempts }),
      blocked: t.int({
        nullable: false,
        description: 'Messages about the same subject that wait behind it.',
        resolve: ({ blocked }) => blocked,
      }),
    }),
  })
  const Page = builder.objectRef<ParkedPageView<Row>>(`${words.prefix}ParkedMessagePage`).implement({
    description: 'One page of parked messages, and how much waits.',
    fields: (t) => ({
      rows: t.field({ type: [Message], nullable: false, resolve: ({ rows }) => [...rows] }),
      waiting: t.int({ nullable: false, description: 'Messages on their way.', resolve: ({ status }) => status.waiting }),
      oldestWaitingSeconds: t.int({
        description: 'Null when nothing waits.',
        resolve: ({ status }) => status.oldestWaitingSeconds ?? null,
      }),
      parked: t.int({ nullable: false, description: 'All that are parked.', resolve: ({ status }) => status.parked }),
      pageInfo: t.field({ type: PageInfo, nullable: false, resolve: ({ pageInfo }) => pageInfo }),
    }),
  })
  const RetryReason = builder.objectRef<Reason>(`${words.prefix}RetryReason`).implement({
    description: 'Why a parked message may be sent again.',
    fields: (t) => ({
      word: t.exposeString('word', { nullable: false, description: 'The stable word.' }),
      sentence: t.exposeString('sentence', { nullable: false, description: 'The words for people.' }),
    }),
  })
  return { Message, Page, RetryReason }
}
