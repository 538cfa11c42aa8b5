import { type PageRoute, page } from '../page.ts'
import { overview } from './overview.view.tsx'

export const showOverview: PageRoute = {
  method: 'GET',
  path: '/overview',
  answer: ({ viewer }) => page(overview(viewer.name, viewer.roles)),
}
