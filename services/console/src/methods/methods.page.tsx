import { graphql } from '../graphql.ts'
import { Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, type Visit } from '../page.ts'
import { Methods } from './methods.view.tsx'

const CATALOGUE = graphql(`
  query Catalogue {
    england {
      catalogue { measure title kind finest readers grains { level kind suppressed figures period }
        grids { title grains { level kind suppressed figures period } } }
    }
  }
`)

async function show({ ask }: Visit): Promise<Reply> {
  const { catalogue } = (await ask(CATALOGUE, {})).england
  const title = 'What is published, and how it is protected'
  return page({
    title,
    section: '/national',
    wide: true,
    body: (
      <>
        <Heading caption="National figures">{title}</Heading>
        <Methods catalogue={catalogue ?? []} />
      </>
    ),
  })
}

/** The closed list of figures, for whoever may read them. */
export const methodPages: readonly PageRoute[] = [{ method: 'GET', path: '/methods', answer: show }]
