export { gridPages } from './grid.page.tsx'
