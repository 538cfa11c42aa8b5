import type { PageRoute } from './page.ts'

/** The page at a path or, where it takes forms only, the nearest page above it; home where there is none. */
export function pageAbove(pages: readonly Pick<PageRoute, 'method' | 'path'>[], path: string): string {
  if (path === '' || path === '/') return '/'
  const isPage = pages.some((page) => page.method === 'GET' && fits(page.path, path))
  return isPage ? path : pageAbove(pages, path.slice(0, path.lastIndexOf('/')))
}

function fits(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  return wanted.length === given.length && wanted.every((part, place) => part.startsWith(':') || part === given[place])
}
