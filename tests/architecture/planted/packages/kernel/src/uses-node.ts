export const folder = () => process.cwd()
export const later = () => setTimeout(() => undefined, 1)
export const far = () => fetch('http://example.test')
export const said = () => console.log('x')
