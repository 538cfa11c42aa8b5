import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { emptyDataFolder, openDataFolder } from './data-folder.ts'
import { plainly } from './plain-fault.ts'

const root = mkdtempSync(path.join(tmpdir(), 'oh-data-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const open = (name: string) => openDataFolder(path.join(root, name), '/nowhere')

it('keeps secrets, keys and run files closed to other accounts', () => {
  const data = open('closed')
  for (const folder of [data.secrets, data.keys, data.run]) expect(statSync(folder).mode & 0o777).toBe(0o700)
})

it('will not use a folder that holds other files', () => {
  mkdirSync(path.join(root, 'photos'))
  writeFileSync(path.join(root, 'photos', 'holiday.jpg'), '')
  expect(() => open('photos')).toThrow('holds other files: set OH_DATA_DIR')
})

it('empties only what carries its marker, and never through a link', () => {
  const data = open('mine')
  symlinkSync(data.path, path.join(root, 'link'))
  expect(() => emptyDataFolder(path.join(root, 'photos'))).toThrow('nothing in it was deleted')
  expect(() => emptyDataFolder(path.join(root, 'link'))).toThrow('nothing in it was deleted')
  emptyDataFolder(data.path)
  expect(existsSync(data.secrets)).toBe(false)
})

it.each(['ENOSPC', 'EROFS', 'EACCES'])('says %s in words that tell what to do', (code) => {
  const fault = plainly(Object.assign(new Error(code), { code }), '/data')
  expect(fault).toMatchObject({ name: 'PlainFault', message: expect.stringMatching(/\/data.*run the command again\.$/) })
})
